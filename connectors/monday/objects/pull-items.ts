import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  graphqlErrors,
  isAppCallError,
  type Page,
  type PullRequest,
} from '../../kit/index.ts';
import { heavy, path } from '../ask.ts';
import type { Settings } from '../settings.ts';
import { translateError } from '../translate-error.ts';
import { withColumns } from './rows.ts';

export const itemFields = `id name state created_at updated_at creator_id url group { id title } board { id }
  column_values {
    id type text value
    ... on MirrorValue { display_value }
    ... on BoardRelationValue { display_value }
    ... on DependencyValue { display_value }
  }`;

const first = `query ($board: ID!, $limit: Int!, $order: [ItemsQueryOrderBy!]) {
  boards(ids: [$board]) { items_page(limit: $limit, query_params: { order_by: $order }) { cursor items { ${itemFields} } } }
}`;
const following = `query ($cursor: String!, $limit: Int!) {
  next_items_page(cursor: $cursor, limit: $limit) { cursor items { ${itemFields} } }
}`;

const items = z.object({ cursor: z.string().nullish(), items: z.array(z.unknown()) });
const firstPage = z.object({ data: z.object({ boards: z.array(z.object({ items_page: items })) }) });
const nextPage = z.object({ data: z.object({ next_items_page: items }) });
const dated = z.looseObject({ updated_at: z.string() });
const place = z.object({ cursor: z.string().nullable(), from: z.string(), pages: z.int() }).nullable();
type Place = z.output<typeof place>;
const time = z.iso.datetime().nullable().catch(null);

const limit = 100;
const overlapMs = 600_000;
const maxPages = 100_000;

/**
 * A full pass goes by creation, which a change does not move. monday has no sure filter by time, so an incremental pass goes
 * from the latest change back, to the first page that ends before the pass before. What changes meanwhile goes to the front, is
 * missed here and is newer than `from`; what is pushed back comes twice.
 */
export async function pullItems(context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const at = place.parse(request.cursor);
  try {
    return await readPage(context, request, at);
  } catch (error) {
    // A cursor is good for an hour. The pass begins anew: reading a row twice costs nothing.
    if (at === null || !hasExpired(error)) throw error;
    return readPage(context, request, { ...at, cursor: null });
  }
}

const hasExpired = (error: unknown): boolean =>
  isAppCallError(error) && /cursor.*expired/i.test(`${error.details.code} ${error.details.appMessage}`);

async function readPage(
  { http, settings }: ConnectorContext<Settings>,
  { mode, watermark }: PullRequest,
  at: Place,
): Promise<Page> {
  const since = mode === 'incremental' ? time.parse(watermark) : null;
  const request = { repeatable: true, cost: heavy, errors: errorsOf };
  const order =
    since === null
      ? { column_id: '__creation_log__', direction: 'asc' }
      : { column_id: '__last_updated__', direction: 'desc' };
  const cursor = at?.cursor ?? null;
  const { headers, body } =
    cursor === null
      ? await http.post(path, firstPage, {
          ...request,
          json: { query: first, variables: { board: settings.board, limit, order: [order] } },
        })
      : await http.post(path, nextPage, {
          ...request,
          json: { query: following, variables: { cursor, limit } },
        });
  const page = 'boards' in body.data ? body.data.boards[0]?.items_page : body.data.next_items_page;
  if (page === undefined)
    throw new AppCallError('monday.com shows no such board: it was deleted, or is not open to this account.', {
      class: 'not_found',
      field: 'board',
    });
  const from = at?.from ?? new Date((Date.parse(headers.get('date') ?? '') || Date.now()) - overlapMs).toISOString();
  const pages = (at?.pages ?? 0) + 1;
  const next = page.cursor ?? null;
  if (next !== null && (next === cursor || pages >= maxPages))
    throw new AppCallError('The list of items leads in a circle.', { class: 'protocol', code: 'repeated_cursor' });
  const oldest = dated.safeParse(page.items.at(-1)).data?.updated_at;
  const isThrough = since !== null && oldest !== undefined && Date.parse(oldest) < Date.parse(since);
  return {
    rows: page.items.map(withColumns),
    next: next === null || isThrough ? null : { cursor: next, from, pages },
    watermark: from,
  };
}

const errorsOf = (response: { status: number; headers: Headers; body: unknown }) =>
  translateError(response) ?? graphqlErrors(response);
