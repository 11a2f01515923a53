import { z } from 'zod';
import { defineObject, orNull } from '../../kit/index.ts';
import { pathOf, type Settings } from '../settings.ts';
import { pullRequest } from './rows.ts';

const page = z.array(z.looseObject({ updated_at: z.iso.datetime({ offset: true }) }));
const place = z.object({ page: z.int(), from: z.iso.datetime() }).nullable();
const since = z.iso.datetime().nullable().catch(null);
const size = 100;
const overlapMs = 120_000;

/**
 * GitHub can't filter pull requests by time. Latest change first, an incremental pass stops at the first page that is older
 * than the pass before, or than a first load goes back. What changes meanwhile moves to the front, is missed here and is newer than `from`.
 */
export const pullRequestObject = defineObject<typeof pullRequest, Settings>({
  label: 'pull requests',
  row: pullRequest,
  key: ({ number }) => String(number),
  incremental: true,
  reportsDeletes: false,
  pull: async ({ http, settings }, { mode, cursor, watermark, from: first }) => {
    const at = place.parse(cursor);
    const changedSince = (mode === 'incremental' ? since.parse(watermark) : null) ?? first ?? null;
    const order =
      changedSince === null ? { sort: 'created', direction: 'asc' } : { sort: 'updated', direction: 'desc' };
    const { headers, body } = await http.get(`${pathOf(settings.repository)}/pulls`, page, {
      query: { state: 'all', ...order, per_page: size, page: at?.page ?? 1 },
    });
    const from = at?.from ?? new Date((Date.parse(headers.get('date') ?? '') || Date.now()) - overlapMs).toISOString();
    const oldest = body.at(-1)?.updated_at;
    const isThrough = changedSince !== null && oldest !== undefined && Date.parse(oldest) < Date.parse(changedSince);
    const goesOn = body.length === size && !isThrough;
    return { rows: body, next: goesOn ? { page: (at?.page ?? 1) + 1, from } : null, watermark: from };
  },
  get: async ({ http, settings }, key) => {
    return orNull(
      async () => (await http.get(`${pathOf(settings.repository)}/pulls/${encodeURIComponent(key)}`, z.unknown())).body,
    );
  },
});
