import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject, isAppCallError } from '../../kit/index.ts';
import { channelPath } from '../server.ts';
import type { Settings } from '../settings.ts';
import { latest, snowflakeAt } from '../snowflake.ts';
import { readChannels } from './channel.ts';

export const message = z.looseObject({
  id: z.string().regex(/^\d+$/),
  channel_id: z.string().min(1),
  type: z.int(),
  /** Empty without the message content intent. */
  content: z.string(),
  author: z.looseObject({ id: z.string(), username: z.string(), bot: z.boolean().optional() }),
  timestamp: z.string(),
  edited_timestamp: z.string().nullish(),
  pinned: z.boolean().optional(),
  webhook_id: z.string().optional(),
  attachments: z.array(z.looseObject({ id: z.string(), filename: z.string(), url: z.string() })).optional(),
  embeds: z.array(z.looseObject({})).optional(),
  reactions: z.array(z.looseObject({ count: z.int() })).optional(),
});

const page = z.array(z.looseObject({ id: z.string().regex(/^\d+$/) }));
const place = z.object({ channels: z.array(z.string()), after: z.string(), from: z.string() }).nullable();
const since = z.iso.datetime().nullable().catch(null);

/** Edits and reactions change a message that is older than the pass before; those of this span are read again. */
const lookBackMs = 86_400_000;
const pageSize = 100;
/** Text and announcements. */
export const withMessages = new Set([0, 5]);

/**
 * The messages of the chosen channel, or of every channel that the bot can read, one after the other and oldest first. They
 * can be asked for by id alone, which holds the time of writing; so an incremental pass goes back a day. Older edits, and
 * deletions, are found by the next full pass.
 */
export const messageObject = defineObject<typeof message, Settings>({
  label: 'messages',
  row: message,
  key: ({ channel_id, id }) => `${channel_id}/${id}`,
  incremental: true,
  reportsDeletes: false,
  pull: async (context, { mode, cursor, watermark }) => {
    const before = mode === 'incremental' ? since.parse(watermark) : null;
    const first = before === null ? '0' : snowflakeAt(Date.parse(before) - lookBackMs);
    const at = place.parse(cursor) ?? (await beginning(context, first));
    const [channel, ...others] = at.channels;
    if (channel === undefined) return { rows: [], next: null, watermark: at.from };
    const rows = await readPage(context, channel, at.after);
    const after = latest(
      rows.map(({ id }) => id),
      at.after,
    );
    const isFull = rows.length >= pageSize;
    if (isFull && after === at.after)
      throw new AppCallError('Discord gave the same messages twice.', { class: 'protocol', code: 'repeated_cursor' });
    const goesOn = isFull || others.length > 0;
    const next = isFull ? { ...at, after } : { ...at, channels: others, after: first };
    return { rows, next: goesOn ? next : null, watermark: at.from };
  },
  get: async (context, key) => {
    const [channel = '', id = ''] = key.split('/');
    try {
      const path = `${await channelPath(context, channel)}/messages/${encodeURIComponent(id)}`;
      return (await context.http.get(path, message)).body;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
});

/** The time is ours, not Discord's: a day of looking back covers any difference. The channels are all this server's. */
async function beginning(context: ConnectorContext<Settings>, after: string) {
  const from = new Date().toISOString();
  const { channel } = context.settings;
  if (channel !== '') {
    await channelPath(context, channel);
    return { channels: [channel], after, from };
  }
  const all = await readChannels(context);
  return { channels: all.filter(({ type }) => withMessages.has(type)).map(({ id }) => id), after, from };
}

async function readPage({ http, settings }: ConnectorContext<Settings>, channel: string, after: string) {
  try {
    const query = { after, limit: pageSize };
    return (await http.get(`/channels/${encodeURIComponent(channel)}/messages`, page, { query })).body;
  } catch (error) {
    // The list of channels also has those that the bot may not look into, and one may go while the others are read.
    const isClosed = isAppCallError(error) && ['permission', 'not_found'].includes(error.details.class);
    if (isClosed && settings.channel === '') return [];
    throw error;
  }
}
