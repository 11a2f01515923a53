import { z } from 'zod';
import { type ConnectorContext, type Page, type Pager, type PullRequest, pullPages } from '../../kit/index.ts';

/** Lists of the second version. */
export const byCursor: Pager = {
  kind: 'cursor',
  parameter: 'cursor',
  from: 'additional_data.next_cursor',
  size: { parameter: 'limit', value: 500 },
};

/** Lists that only the first version has. */
export const byOffset: Pager = {
  kind: 'offset',
  parameter: 'start',
  size: { parameter: 'limit', value: 500 },
  more: 'additional_data.pagination.more_items_in_collection',
};

/** As Pipedrive writes times: whole seconds. */
export const toSecond = (time: string): string => time.replace(/\.\d+Z$/, 'Z');

const gone = z.union([
  z.object({ id: z.union([z.int(), z.string()]), is_deleted: z.literal(true) }),
  z.object({ id: z.union([z.int(), z.string()]), active_flag: z.literal(false) }),
]);

interface List {
  path: string;
  pager: Pager;
  query?: Record<string, string>;
  /** What an incremental pass asks beside the time. */
  changes?: Record<string, string>;
  /** Can't be asked for by time, and is read by full passes alone. */
  fullOnly?: boolean;
}

/**
 * Every row, or those that changed since five minutes before the last pass began, by Pipedrive's clock: what changes while
 * pages are read is read by this pass or the next. Sorted by what never changes, so that no row moves to another page.
 */
const pull = ({ path, pager, query, changes }: List) =>
  pullPages({
    pager,
    rows: (body) => rows.parse(body).data ?? [],
    watermark: { kind: 'clock', overlapMs: 5 * 60_000 },
    deleted: (row) => {
      const id = gone.safeParse(row).data?.id;
      return id === undefined ? undefined : String(id);
    },
    request: ({ since }) => ({
      path,
      query: { ...query, ...(since !== null && { ...changes, updated_since: toSecond(since) }) },
    }),
  });
// Where nothing is found, some lists are null.
const rows = z.looseObject({ data: z.array(z.unknown()).nullish() });

const place = z.object({ list: z.int().min(0), inner: z.json(), watermark: z.json() });

/** Lists one after the other: what is archived has one of its own. */
export function pullLists(...lists: List[]) {
  return async (context: ConnectorContext<unknown>, request: PullRequest): Promise<Page> => {
    const at = request.cursor === null ? undefined : place.parse(request.cursor);
    const list = at?.list ?? 0;
    const pulls = lists.filter(({ fullOnly }) => !fullOnly || request.mode === 'full').map(pull);
    const page = await pulls[list]?.(context, { ...request, cursor: at?.inner ?? null });
    if (page === undefined) return { rows: [], next: null, watermark: at?.watermark ?? null };
    // The first list's: what has changed since then is read again in all of them.
    const watermark = at?.watermark ?? page.watermark ?? null;
    const following = list + 1 < pulls.length ? { list: list + 1, inner: null, watermark } : null;
    return { ...page, watermark, next: page.next === null ? following : { list, inner: page.next, watermark } };
  };
}
