import { z } from 'zod';
import type { ConnectorContext, Page, PullRequest } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

const size = 100;
/** So many rows are read again with each next page: those that go meanwhile move the others up, over the edge of a page. */
const again = 10;
/** Docusign asks for no more than a look in a quarter of an hour, and a change may be seen after its time. */
const lagMs = 15 * 60_000;

const place = z.object({ list: z.int(), from: z.int(), watermark: z.string() });
const counted = z.coerce.number().int().nonnegative().optional().catch(undefined);
const answer = z.looseObject({ totalSetSize: counted });
const rowList = z.array(z.unknown());

export interface Lists {
  path: string;
  /** Where the rows stand; left out where there is none. */
  rows: string;
  /** The queries of a pass, one after the other. */
  queries: (settings: Settings, since: string | null) => Record<string, string>[];
  /** What a row becomes: itself unless told. */
  take?: (row: unknown) => unknown[];
}

/** Reads lists by the number of the row, in an order that no change moves (when it was made, or its name). */
export function pullLists({ path, rows: name, queries, take = (row) => [row] }: Lists) {
  return async ({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> => {
    const since = request.mode === 'incremental' && typeof request.watermark === 'string' ? request.watermark : null;
    const lists = queries(settings, since);
    const known = place.safeParse(request.cursor).data;
    const { list, from } = known ?? { list: 0, from: 0 };
    const query = { ...lists[list], count: String(size), start_position: String(from) };
    const { body, headers } = await http.get(path, answer, { query });
    // A list without rows is left out.
    const rows = rowList.parse(body[name] ?? []);
    const watermark = known?.watermark ?? timeOf(headers);
    const end = from + (rows.length || size);
    const isLast = body.totalSetSize === undefined ? rows.length < size : end >= body.totalSetSize;
    const onward = rows.length > again ? end - again : end;
    const isDone = isLast && list + 1 >= lists.length;
    return {
      rows: rows.flatMap(take),
      next: isDone ? null : isLast ? { list: list + 1, from: 0, watermark } : { list, from: onward, watermark },
      watermark,
    };
  };
}

function timeOf(headers: Headers): string {
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  return new Date(now - lagMs).toISOString();
}
