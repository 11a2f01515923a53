import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { goesOn, nextCursor } from './cursor.ts';

export const message = z.looseObject({
  /** Ours: Slack's answer does not repeat it. */
  channel: z.string(),
  ts: z.string().regex(/^\d+\.\d+$/),
  type: z.string(),
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().optional(),
  thread_ts: z.string().optional(),
  reply_count: z.int().optional(),
  edited: z.looseObject({ user: z.string().optional(), ts: z.string() }).optional(),
});

const memberships = z.object({ channels: z.array(z.object({ id: z.string() })), ...goesOn });
const history = z.object({ messages: z.array(z.looseObject({})), has_more: z.boolean().optional(), ...goesOn });

const place = z.object({ channels: z.array(z.string()), cursor: z.string().nullable(), from: z.string() }).nullable();
const since = z.string().nullable().catch(null);

/** Edits and late replies change a message that is older than the pass before; those of this span are read again. */
const lookBackSeconds = 86_400;
const pageSize = 200;

/**
 * The messages of the chosen channel, or of every channel that the app is in, one channel after the other. History can be
 * asked for by time of writing alone, so an incremental pass goes back a day; older edits, and deletions, are found by the
 * next full pass.
 */
export const messageObject = defineObject<typeof message, Settings>({
  label: 'messages',
  row: message,
  key: ({ channel, ts }) => `${channel}:${ts}`,
  incremental: true,
  reportsDeletes: false,
  scopes: ['channels:history', 'groups:history'],
  pull: async (context, { mode, cursor, watermark, from: first }) => {
    const at = place.parse(cursor) ?? (await beginning(context));
    const [channel, ...others] = at.channels;
    if (channel === undefined) return { rows: [], next: null, watermark: at.from };
    const oldest = mode === 'incremental' ? since.parse(watermark) : null;
    const { body } = await context.http.get('/conversations.history', history, {
      query: {
        channel,
        limit: pageSize,
        oldest: oldest === null ? first && String(Date.parse(first) / 1000) : String(Number(oldest) - lookBackSeconds),
        cursor: at.cursor ?? undefined,
      },
    });
    const more = nextCursor(body);
    const next = more === null ? { ...at, channels: others, cursor: null } : { ...at, cursor: more };
    return {
      rows: body.messages.map((one) => ({ ...one, channel })),
      next: more === null && others.length === 0 ? null : next,
      watermark: at.from,
    };
  },
  // What is written below another message is in its thread: the history has it only where it was sent to the channel too.
  get: ({ http }, key) =>
    orNull(async () => {
      const [channel = '', ts = ''] = key.split(':');
      const query = { channel, oldest: ts, latest: ts, inclusive: true, limit: 1 };
      const { body } = await http.get('/conversations.history', history, { query });
      const found = body.messages.find((one) => one.ts === ts);
      return found ? { ...found, channel } : null;
    }),
});

/** The time is ours, not Slack's: a day of looking back covers any difference. */
async function beginning({ http, settings }: ConnectorContext<Settings>) {
  const from = String(Math.floor(Date.now() / 1000));
  if (settings.channel !== '') return { channels: [settings.channel], cursor: null, from };
  const channels: string[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await http.get('/users.conversations', memberships, {
      query: {
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        cursor: cursor ?? undefined,
      },
    });
    channels.push(...body.channels.map(({ id }) => id));
    cursor = nextCursor(body);
  } while (cursor !== null);
  return { channels, cursor: null, from };
}
