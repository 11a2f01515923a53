import { z } from 'zod';
import type { ConnectorContext } from '../connector.ts';
import type { Json } from '../json.ts';
import type { Page, PullRequest } from '../object.ts';
import type { Pager } from '../pager.ts';
import { firstMark, type ListRequest } from './list-request.ts';
import { totalOf } from './next-mark.ts';
import { guardPage, guardSchema, noGuard } from './page-guard.ts';
import { type List, readPage } from './read-page.ts';
import { readPath } from './read-path.ts';
import { clockWatermark, newestWatermark, type WatermarkPolicy } from './watermark.ts';

/** What a request for a page may depend on. It is called for every page and must not depend on anything else. */
export interface PullAt<Settings> {
  settings: Settings;
  learnt: Record<string, string>;
  mode: PullRequest['mode'];
  /** From where, as an ISO time: an incremental pass's watermark, or how far back a first load goes. The same for all pages of a pass. */
  since: string | null;
  pull: PullRequest;
}

export interface PullPages<Settings> extends List {
  /** The first page's request; the pager turns it into the others. */
  request: (at: PullAt<Settings>) => ListRequest;
  /** `{ kind: 'clock' }` unless told. */
  watermark?: WatermarkPolicy;
  /** The key of a row that says that it is deleted; undefined for all others. */
  deleted?: (row: unknown) => string | undefined;
  /** Path of the number of rows of the whole list. */
  total?: string;
}

const maxPages = 100_000;
const placeSchema = z.object({ mark: z.json(), guard: guardSchema, watermark: z.json() });

/**
 * An object's `pull` out of a list and its pager. A page more often than once, a circle of cursors and a list without end
 * are `protocol` errors; a link to a host that is not the app's is not called.
 *
 * @example
 * pull: pullPages({
 *   pager: { kind: 'cursor', parameter: 'after', from: 'paging.next.after', size: { parameter: 'limit', value: 100 } },
 *   request: ({ since }) => ({ path: '/contacts', query: { updated_since: since ?? undefined } }),
 *   rows: 'results',
 * })
 */
export function pullPages<Settings = unknown>(list: PullPages<Settings>) {
  const { watermark: policy = { kind: 'clock' }, deleted } = list;
  return async (context: ConnectorContext<Settings>, pull: PullRequest): Promise<Page> => {
    const { settings, learnt, http } = context;
    const pager = withLimit(list.pager, pull.limit);
    // A place that an older version has left behind means nothing here: the pass begins anew.
    const place = placeSchema.safeParse(pull.cursor).data;
    const mark = place?.mark ?? firstMark(pager);
    const last = pull.mode === 'incremental' && typeof pull.watermark === 'string' ? pull.watermark : null;
    const since = last ?? pull.from ?? null;
    const request = list.request({ settings, learnt, mode: pull.mode, since, pull });
    const { rows, next, response } = await readPage(http, { ...list, pager }, mark, request);
    const guard = guardPage(place?.guard ?? noGuard, rows, mark, next, maxPages);

    const isNewest = policy.kind === 'newest' && since !== null;
    const watermark: Json = isNewest
      ? newestWatermark(rows, policy.field, policy.overlapMs ?? 0, place?.watermark ?? since)
      : (place?.watermark ?? clockWatermark(response.headers, policy));
    const total = list.total === undefined ? totalOf(pager, response.body) : readPath(response.body, list.total);
    const keys = rows.map((row) => deleted?.(row));
    const gone = keys.filter((key) => key !== undefined);
    return {
      rows: gone.length === 0 ? rows : rows.filter((_row, index) => keys[index] === undefined),
      ...(deleted !== undefined && { deleted: gone }),
      ...(typeof total === 'number' && { total }),
      watermark,
      next: next === null ? null : { mark: next, guard, watermark },
    };
  };
}

/** Smaller pages, where the next one begins where this one ends whatever its size: a page by its number would be another one. */
function withLimit(pager: Pager, limit: number | undefined): Pager {
  const canShrink = pager.kind === 'cursor' || pager.kind === 'offset' || pager.kind === 'keyset';
  if (limit === undefined || !canShrink || pager.size === undefined || pager.size.value <= limit) return pager;
  return { ...pager, size: { ...pager.size, value: limit } };
}
