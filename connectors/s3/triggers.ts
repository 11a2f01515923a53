import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { listObjects, object, type S3Object } from './list-objects.ts';
import { settings } from './settings.ts';

const cursorSchema = z
  .object({
    prefix: z.string(),
    /** When the watching began: what was there before is no news. */
    begun: z.string(),
    /** When the last whole look began. */
    since: z.string(),
    /** Where this look goes on, and when it began. */
    token: z.string().nullable(),
    start: z.string().nullable(),
  })
  .nullable()
  .catch(null);

/** 20,000 objects at each look; a larger bucket takes several. */
const mostPages = 20;
/** An object carries the time at which its upload began, and is seen when it ended. */
const lagMs = 3_600_000;

export const triggers: Record<string, ConnectorTrigger> = {
  objectWritten: {
    title: 'An object was written',
    description:
      'A new one, or new content for one that was there. In the folder of the settings; an upload that takes over an hour may be missed.',
    via: 'poll',
    output: object,
    sample: {
      Key: 'inbox/order-1042.json',
      LastModified: '2026-11-21T09:00:00.000Z',
      ETag: '"9b2cf535f27731c974343645a3985328"',
      Size: 512,
      StorageClass: 'STANDARD',
    },
    async poll({ http, settings: answers }, { cursor }) {
      const { prefix } = settings.parse(answers);
      const known = cursorSchema.parse(cursor);
      if (known?.prefix !== prefix) {
        const { clock } = await listObjects(http, { prefix, size: 1 });
        const now = clock.toISOString();
        return { items: [], cursor: { prefix, begun: now, since: now, token: null, start: null } };
      }
      const from = Math.max(Date.parse(known.begun), Date.parse(known.since) - lagMs);
      const found: S3Object[] = [];
      let { token, start } = known;
      for (let page = 0; page < mostPages; page++) {
        const { objects, next, clock } = await listObjects(http, { prefix, token });
        start ??= clock.toISOString();
        const rows = objects.flatMap((one) => object.safeParse(one).data ?? []);
        found.push(...rows.filter(({ LastModified }) => Date.parse(LastModified) >= from));
        token = next;
        if (token === null) break;
      }
      const isWhole = token === null;
      return {
        items: found
          .sort((a, b) => Date.parse(a.LastModified) - Date.parse(b.LastModified))
          .map((data) => ({ id: data.Key, version: `${data.LastModified} ${data.ETag ?? ''}`, data })),
        cursor: { ...known, token, start: isWhole ? null : start, since: isWhole && start ? start : known.since },
      };
    },
  },
};
