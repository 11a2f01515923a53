import { z } from 'zod';
import { type ConnectorContext, type ConnectorTrigger, deltaAnswer, isDeltaForgotten } from '../kit/index.ts';
import { readMembers, readMessages } from './auth.ts';
import { byDeletion } from './objects/objects.ts';
import { message } from './objects/rows.ts';
import { channelPath, settings } from './settings.ts';

const placeOf = z.object({ path: z.string(), link: z.string(), begun: z.string() }).nullable().catch(null);
type Message = z.output<typeof message>;

const mostPages = 20;
/** What was written a moment before the watching began has perhaps become visible only then. */
const overlapMs = 60_000;

interface Changes {
  messages: Message[];
  place: NonNullable<z.output<typeof placeOf>>;
}

async function changed({ http, settings: answers }: ConnectorContext, cursor: unknown): Promise<Changes> {
  const { team, channel } = settings.parse(answers);
  const path = `${channelPath(team, channel)}/messages/delta`;
  const known = placeOf.parse(cursor);
  // The places of one channel mean nothing in another.
  if (known === null || known.path !== path) return begin(http, path, new Date().toISOString(), false);
  try {
    return await follow(http, known, (await http.get(known.link, deltaAnswer)).body, true);
  } catch (error) {
    if (!isDeltaForgotten(error)) throw error;
    // Microsoft has forgotten the place: everything since the watching began is told again, and runs once.
    return begin(http, path, known.begun, true);
  }
}

async function begin(http: ConnectorContext['http'], path: string, begun: string, tells: boolean): Promise<Changes> {
  const from = new Date(Date.parse(begun) - overlapMs).toISOString();
  const query = { $top: 50, $filter: `lastModifiedDateTime gt ${from}` };
  const { body } = await http.get(path, deltaAnswer, { query });
  return follow(http, { path, link: path, begun }, body, tells);
}

/** To the end of the round, or so many pages; what is left is for the next look. */
async function follow(
  http: ConnectorContext['http'],
  place: Changes['place'],
  first: z.output<typeof deltaAnswer>,
  tells: boolean,
): Promise<Changes> {
  const messages: Message[] = [];
  let body = first;
  for (let page = 1; ; page++) {
    const sorted = body.value.map(byDeletion);
    if (tells) messages.push(...sorted.flatMap((one) => ('row' in one ? [message.parse(one.row)] : [])));
    const next = body['@odata.nextLink'];
    const link = body['@odata.deltaLink'] ?? next ?? place.link;
    if (next === undefined || page >= mostPages) return { messages: sortedByTime(messages), place: { ...place, link } };
    body = (await http.get(next, deltaAnswer)).body;
  }
}

const sortedByTime = (messages: Message[]): Message[] =>
  [...messages].sort((a, b) => String(a.lastModifiedDateTime).localeCompare(String(b.lastModifiedDateTime)));

const sample = {
  id: '1763629200000',
  messageType: 'message',
  createdDateTime: '2026-11-20T09:00:00.000Z',
  lastModifiedDateTime: '2026-11-20T09:00:00.000Z',
  from: { user: { id: '8ea0e38b-efb3-4757-924a-5f94061cf8c2', displayName: 'Ada Byron' } },
  body: { contentType: 'text', content: 'The offer is accepted.' },
};

const told = z.looseObject({ changeType: z.string(), id: z.string().nullable() });
const tells = (title: string, events: string[], scopes?: string[]): ConnectorTrigger => ({
  title,
  description: 'Told at once, with its id only.',
  via: 'hook',
  events: events.flatMap((name) => ['created', 'updated', 'deleted'].map((change) => `${name}.${change}`)),
  output: told,
  sample: { changeType: 'created', id: '1763629200000' },
  ...(scopes && { scopes }),
});

export const triggers: Record<string, ConnectorTrigger> = {
  messagePosted: {
    title: 'A message was posted',
    description: 'In the channel of the settings. Not a reply.',
    via: 'poll',
    output: message,
    sample,
    scopes: [readMessages],
    poll: async (context, { cursor }) => {
      const { messages, place } = await changed(context, cursor);
      const isNew = ({ createdDateTime, messageType }: Message) =>
        messageType === 'message' && Date.parse(createdDateTime ?? '') >= Date.parse(place.begun);
      return { items: messages.filter(isNew).map((data) => ({ id: data.id, data })), cursor: place };
    },
  },
  messageChanged: {
    title: 'A message was posted or changed',
    description: 'Also when somebody reacts to it.',
    via: 'poll',
    output: message,
    sample,
    scopes: [readMessages],
    poll: async (context, { cursor }) => {
      const { messages, place } = await changed(context, cursor);
      const items = messages.map((data) => ({
        id: data.id,
        version: `${data.etag ?? ''}/${data.lastModifiedDateTime ?? ''}`,
        data,
      }));
      return { items, cursor: place };
    },
  },
  messageTold: tells('A message came, was changed or deleted', ['message'], [readMessages]),
  replyTold: tells('A reply came, was changed or deleted', ['reply'], [readMessages]),
  channelTold: tells('A channel came, was changed or deleted', ['channel']),
  memberTold: tells('A member came, was changed or left', ['member'], [readMembers]),
};
