import { z } from 'zod';
import { type ConnectorContext, defineObject, isAppCallError, pullPages, writeOneByOne } from '../../kit/index.ts';
import { channelPath, serverPath } from '../server.ts';
import type { Settings } from '../settings.ts';

export const channel = z.looseObject({
  id: z.string().min(1),
  /** 0 text, 2 voice, 4 category, 5 announcements, 13 stage, 15 forum, 16 media. */
  type: z.int(),
  guild_id: z.string().optional(),
  name: z.string().nullish(),
  topic: z.string().nullish(),
  parent_id: z.string().nullish(),
  position: z.int().optional(),
  nsfw: z.boolean().optional(),
  rate_limit_per_user: z.int().optional(),
  last_message_id: z.string().nullish(),
});

export const channels = z.array(channel);

/** What Discord takes of a row; the type only while making one. */
const writable = z.object({
  name: z.string().optional(),
  topic: z.string().nullish(),
  parent_id: z.string().nullish(),
  position: z.int().optional(),
  nsfw: z.boolean().optional(),
  rate_limit_per_user: z.int().optional(),
});
const kind = z.object({ type: z.int().optional() });

export const readChannels = async (context: ConnectorContext<unknown>) =>
  (await context.http.get(serverPath(context, '/channels'), channels)).body;

/** Discord gives all at once, also those that the bot can not look into. */
export const channelObject = defineObject<typeof channel, Settings>({
  label: 'channels',
  row: channel,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'none' },
    rows: '',
    request: (at) => ({ path: serverPath(at, '/channels') }),
  }),
  get: async (context, key) => {
    try {
      return (await context.http.get(await channelPath(context, key), channel)).body;
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return null;
      throw error;
    }
  },
  upsert: {
    batch: 20,
    matchBy: ['name'],
    write: async (context, items) => {
      const known = await readChannels(context);
      return writeOneByOne(items, async ({ key, data }) => {
        const json = writable.parse(data);
        const { type = 0 } = kind.parse(data);
        const same = known.find(
          ({ id, ...one }) => id === key || (!key && one.name === json.name && one.type === type),
        );
        if (same !== undefined || key !== undefined) {
          const path = same ? `/channels/${encodeURIComponent(same.id)}` : await channelPath(context, key ?? '');
          await context.http.patch(path, channel, { json, repeatable: true });
          return { key: same?.id ?? key ?? '', action: 'updated' };
        }
        const made = (await context.http.post(serverPath(context, '/channels'), channel, { json: { ...json, type } }))
          .body;
        known.push(made);
        return { key: made.id, action: 'created' };
      });
    },
    example: [
      { data: { name: 'orders', type: 0, topic: 'Orders of today' } },
      { key: '1180000000000000003', data: { topic: 'Returns' } },
    ],
  },
});
