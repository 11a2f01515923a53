import { z } from 'zod';
import { defineObject } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

export const file = z.looseObject({
  id: z.string().min(1),
  created: z.int(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().optional(),
  filetype: z.string().optional(),
  size: z.int().optional(),
  user: z.string().optional(),
  permalink: z.string().optional(),
  url_private: z.string().optional(),
});

const page = z.object({ files: z.array(z.unknown()), paging: z.object({ page: z.int(), pages: z.int() }) });
const place = z.object({ page: z.int(), from: z.int() }).nullable();
const since = z.int().nullable().catch(null);
const overlapSeconds = 3_600;

/** A file does not change; new ones are asked for by their time, deleted ones found by the next full pass. */
export const fileObject = defineObject<typeof file, Settings>({
  label: 'files',
  row: file,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  scopes: ['files:read'],
  pull: async ({ http, settings }, { mode, cursor, watermark }) => {
    const at = place.parse(cursor) ?? { page: 1, from: Math.floor(Date.now() / 1000) - overlapSeconds };
    const oldest = mode === 'incremental' ? since.parse(watermark) : null;
    const { body } = await http.get('/files.list', page, {
      query: { count: 100, page: at.page, channel: settings.channel || undefined, ts_from: oldest ?? undefined },
    });
    const goesOn = body.paging.page < body.paging.pages;
    return { rows: body.files, next: goesOn ? { ...at, page: at.page + 1 } : null, watermark: at.from };
  },
});
