import type { ConnectorContext } from '../connector.ts';
import type { Json } from '../json.ts';
import { firstMark, type ListRequest } from './list-request.ts';
import { guardPage, noGuard } from './page-guard.ts';
import { type List, readPage } from './read-page.ts';

export interface AllPages extends List {
  request: ListRequest;
  /** 1,000 unless told; more of them are an error, and not left out in silence. Who wants less ends the loop. */
  maxPages?: number;
}

/**
 * Reads a list to its end, page by page: for actions and dropdowns. The guards are those of `pullPages`.
 *
 * @example
 * for await (const rows of allPages(context, { pager, request: { path: '/owners' }, rows: 'results' })) { … }
 */
export async function* allPages(
  { http }: Pick<ConnectorContext<unknown>, 'http'>,
  { request, maxPages = 1_000, ...list }: AllPages,
): AsyncGenerator<unknown[], void, undefined> {
  let guard = noGuard;
  let mark: Json = firstMark(list.pager);
  while (true) {
    const { rows, next } = await readPage(http, list, mark, request);
    guard = guardPage(guard, rows, mark, next, maxPages);
    yield rows;
    if (next === null) return;
    mark = next;
  }
}
