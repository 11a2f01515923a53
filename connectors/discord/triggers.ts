import { z } from 'zod';
import { type ConnectorContext, type ConnectorTrigger, isAppCallError, type Json } from '../kit/index.ts';
import { readChannels } from './objects/channel.ts';
import { message, withMessages } from './objects/message.ts';
import { settings } from './settings.ts';
import { isLater, latest, snowflakeAt } from './snowflake.ts';

const text = z.string();
const asked = z.looseObject({
  id: text,
  application_id: text,
  token: text,
  channel_id: text.optional(),
  data: z.looseObject({}).optional(),
  member: z.looseObject({ user: z.looseObject({ id: text, username: text }).optional() }).optional(),
});
const on = (title: string, event: string, data: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [event],
  output: asked,
  scopes: ['applications.commands'],
  sample: {
    id: '1180000000000000007',
    application_id: '1180000000000000001',
    token: 'aW50ZXJhY3Rpb246',
    channel_id: '1180000000000000003',
    data,
    member: { user: { id: '1180000000000000004', username: 'ada' } },
  },
});

const cursorOf = z.object({ begun: text, seen: z.record(text, text) }).nullable();
const page = z.array(message);
const channelsAtOnce = 10;
const { channel: chosen } = settings.shape;
const chosenChannel = z.looseObject({ channel: chosen });

/** The list of channels names the last message of each, so only those with something new are read. What is left over waits for the next look. */
async function newMessages(context: ConnectorContext, { cursor }: { cursor: Json }) {
  const { channel: only } = chosenChannel.parse(context.settings ?? {});
  const known = cursorOf.parse(cursor);
  const all = (await readChannels(context)).filter(({ id, type }) =>
    only === '' ? withMessages.has(type) : id === only,
  );
  if (known === null) {
    const seen = Object.fromEntries(all.flatMap(({ id, last_message_id: last }) => (last ? [[id, last]] : [])));
    return { items: [], cursor: { begun: snowflakeAt(Date.now()), seen } };
  }
  const { begun } = known;
  const seen = { ...known.seen };
  const news = all.flatMap(({ id, last_message_id: last }) => {
    const after = seen[id] ?? begun;
    return last && isLater(last, after) ? [{ id, last, after }] : [];
  });
  // Those that waited longest first.
  const waiting = news.toSorted((one, other) => (isLater(one.after, other.after) ? 1 : -1)).slice(0, channelsAtOnce);
  const found: z.output<typeof page> = [];
  for (const { id, last, after } of waiting) {
    const body = await readAfter(context, id, after, only === '');
    found.push(...body);
    // The last message may have been deleted: then it is behind us too.
    seen[id] =
      body.length === 0
        ? last
        : latest(
            body.map((one) => one.id),
            after,
          );
  }
  const items = found.toSorted((one, other) => (isLater(one.id, other.id) ? 1 : -1));
  return { items: items.map((data) => ({ id: data.id, data })), cursor: { begun, seen } };
}

async function readAfter({ http }: ConnectorContext, channel: string, after: string, mayBeClosed: boolean) {
  try {
    const query = { after, limit: 100 };
    return (await http.get(`/channels/${encodeURIComponent(channel)}/messages`, page, { query })).body;
  } catch (error) {
    // The list also has channels that the bot may not look into.
    const isClosed = isAppCallError(error) && ['permission', 'not_found'].includes(error.details.class);
    if (isClosed && mayBeClosed) return [];
    throw error;
  }
}

export const triggers: Record<string, ConnectorTrigger> = {
  messagePosted: {
    title: 'A message was posted',
    description: 'In the chosen channel, or in any that the bot can read.',
    via: 'poll',
    output: message,
    sample: {
      id: '1180000000000000006',
      channel_id: '1180000000000000003',
      type: 0,
      content: 'Hello',
      author: { id: '1180000000000000004', username: 'ada' },
      timestamp: '2026-11-21T09:00:00.000000+00:00',
      edited_timestamp: null,
    },
    poll: newMessages,
  },
  commandUsed: on('Somebody used a command', 'command', { name: 'order', options: [{ name: 'number', value: '42' }] }),
  buttonPressed: on('Somebody pressed a button or chose something', 'component', {
    custom_id: 'approve',
    component_type: 2,
  }),
  formSent: on('Somebody sent a form', 'form', { custom_id: 'feedback', components: [] }),
};
