import { z } from 'zod';
import { type ConnectorContext, type ConnectorTrigger, isAppCallError } from '../kit/index.ts';
import { profileOf } from './check.ts';
import { at, cost, paths } from './gmail-call.ts';
import { gmailMessage, message, readable } from './objects/message-row.ts';
import { unlessGone } from './objects/pull-mailbox.ts';
import { isWanted, settings } from './settings.ts';

const named = z.looseObject({ id: z.string() });
const record = z.looseObject({
  id: z.string(),
  messagesAdded: z.array(z.looseObject({ message: named })).default([]),
  labelsAdded: z.array(z.looseObject({ message: named, labelIds: z.array(z.string()).default([]) })).default([]),
});
const history = z.looseObject({
  history: z.array(record).default([]),
  historyId: z.string().optional(),
  nextPageToken: z.string().optional(),
});
const place = z.string().nullable().catch(null);
const mostPages = 3;

interface Changes {
  records: z.output<typeof record>[];
  cursor: string;
}

/** Oldest first; where there are more than a few pages, the next look goes on behind the last record read. */
async function changes(http: ConnectorContext['http'], since: string | null, historyTypes: string): Promise<Changes> {
  if (since === null) return { records: [], cursor: (await profileOf(http)).historyId };
  const records: Changes['records'] = [];
  let pageToken: string | undefined;
  try {
    for (let page = 0; page < mostPages; page++) {
      const query = { startHistoryId: since, historyTypes: [historyTypes], maxResults: 50, pageToken };
      const { body } = await http.get(paths.history, history, { query, cost: cost.history });
      records.push(...body.history);
      pageToken = body.nextPageToken;
      if (pageToken === undefined) return { records, cursor: body.historyId ?? since };
    }
    return { records, cursor: records.at(-1)?.id ?? since };
  } catch (error) {
    // Nobody has looked for more than a week, and Gmail has forgotten what was then.
    if (!isAppCallError(error) || error.details.status !== 404) throw error;
    return { records: [], cursor: (await profileOf(http)).historyId };
  }
}

const sample = {
  id: '18c2f3a4b5d6e7f8',
  threadId: '18c2f3a4b5d6e7f8',
  labelIds: ['INBOX', 'UNREAD'],
  snippet: 'It has arrived.',
  internalDate: '1795338000000',
  subject: 'Your order A-1',
  from: 'Mara <mara@acme.example>',
  to: 'ada@acme.example',
  cc: null,
  text: 'It has arrived.',
  html: null,
  attachments: [],
};

const read = (http: ConnectorContext['http'], id: string) =>
  unlessGone(async () =>
    readable(
      (await http.get(at(paths.messages, id), gmailMessage, { query: { format: 'full' }, cost: cost.one })).body,
    ),
  );

function added(title: string, description: string, is: (labelIds: string[]) => boolean): ConnectorTrigger {
  return {
    title,
    description,
    via: 'poll',
    output: message,
    sample,
    poll: async ({ http, settings: answers }, { cursor }) => {
      const { label } = settings.parse(answers);
      const { records, cursor: next } = await changes(http, place.parse(cursor), 'messageAdded');
      const ids = new Set(records.flatMap((one) => one.messagesAdded.map(({ message: { id } }) => id)));
      const items: { id: string; data: unknown }[] = [];
      for (const id of ids) {
        const data = await read(http, id);
        if (data !== null && isWanted(label, data.labelIds) && is(data.labelIds ?? [])) items.push({ id, data });
      }
      return { items, cursor: next };
    },
  };
}

export const triggers: Record<string, ConnectorTrigger> = {
  emailReceived: added(
    'An e-mail came',
    'Not what was sent, drafted or taken for spam.',
    (labels) => !labels.includes('SENT') && !labels.includes('DRAFT'),
  ),
  emailSent: added('An e-mail was sent', 'From the connected account.', (labels) => labels.includes('SENT')),
  labelAdded: {
    title: 'An e-mail was labelled',
    description: 'Also “starred” and “important” are labels.',
    via: 'poll',
    output: message.extend({ addedLabels: z.array(z.string()) }),
    sample: { ...sample, addedLabels: ['Label_7'] },
    poll: async ({ http }, { cursor }) => {
      const { records, cursor: next } = await changes(http, place.parse(cursor), 'labelAdded');
      const items: { id: string; version: string; data: unknown }[] = [];
      for (const { id: version, labelsAdded } of records) {
        for (const { message: one, labelIds } of labelsAdded) {
          const data = await read(http, one.id);
          if (data !== null) items.push({ id: one.id, version, data: { ...data, addedLabels: labelIds } });
        }
      }
      return { items, cursor: next };
    },
  },
  mailboxChanged: {
    title: 'The mailbox was changed',
    description: 'Told at once, without what it was. Needs a Pub/Sub topic.',
    via: 'hook',
    events: ['mailbox.changed'],
    output: z.object({ emailAddress: z.string(), historyId: z.string() }),
    sample: { emailAddress: 'ada@acme.example', historyId: '9876543210' },
  },
};
