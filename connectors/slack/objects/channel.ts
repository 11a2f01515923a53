import { z } from 'zod';
import { defineObject, orNull } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { cursorText, goesOn, nextCursor } from './cursor.ts';

export const channel = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  created: z.int().optional(),
  creator: z.string().optional(),
  is_archived: z.boolean().optional(),
  is_private: z.boolean().optional(),
  is_member: z.boolean().optional(),
  num_members: z.int().optional(),
  topic: z.looseObject({ value: z.string() }).optional(),
  purpose: z.looseObject({ value: z.string() }).optional(),
});

const page = z.object({ channels: z.array(z.unknown()), ...goesOn });
const one = z.object({ channel: z.unknown() });

/** Slack tells of no changes here, so each pass reads the list whole and finds them by comparing. */
export const channelObject = defineObject<typeof channel, Settings>({
  label: 'channels',
  row: channel,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http }, { cursor }) => {
    const { body } = await http.get('/conversations.list', page, {
      query: { types: 'public_channel,private_channel', limit: 200, cursor: cursorText.parse(cursor) ?? undefined },
    });
    return { rows: body.channels, next: nextCursor(body) };
  },
  get: async ({ http }, key) => {
    return orNull(async () => (await http.get('/conversations.info', one, { query: { channel: key } })).body.channel);
  },
});
