import { AppCallError } from '../app-call-error.ts';
import type { Json } from '../json.ts';
import type { Pager } from '../pager.ts';
import { linkIn } from './link-header.ts';
import { readPath } from './read-path.ts';

/** A page as it came. */
export interface ListAnswer {
  body: unknown;
  headers: Headers;
  url: string;
  rows: unknown[];
}

type Sized = Extract<Pager, { size?: unknown }>;

/** Where the next page begins; null after the last one. An empty page is only the last one where nothing points beyond it. */
export function nextMark(pager: Pager, mark: Json, answer: ListAnswer): Json {
  const { body, headers, rows } = answer;
  switch (pager.kind) {
    case 'none':
      return null;
    case 'page': {
      const number = Number(mark);
      const pages = numberAt(body, pager.pages);
      const goesOn =
        moreOf(body, pager.more) ?? (pages === undefined ? isFull(rows, pager) : number < lastPage(pages, pager.first));
      return goesOn ? number + 1 : null;
    }
    case 'offset': {
      const { first = 0, size } = pager;
      const total = numberAt(body, pager.total);
      // By what came: where rows are hidden from us some come twice, and none is skipped.
      const next = Number(mark) + (rows.length || size.value);
      return (moreOf(body, pager.more) ?? (total === undefined ? isFull(rows, pager) : next - first < total))
        ? next
        : null;
    }
    case 'cursor':
      return moreOf(body, pager.more) === false ? null : markOf(readPath(body, pager.from));
    case 'cursor-header':
      return markOf(headers.get(pager.header));
    case 'link':
      return linkOf(
        pager.from === undefined ? linkIn(headers.get('link'), 'next') : readPath(body, pager.from),
        answer.url,
      );
    case 'keyset':
      return (moreOf(body, pager.more) ?? isFull(rows, pager)) ? keyOfLast(rows, pager.field) : null;
    case 'graphql': {
      const info = readPath(body, `${pager.connection}.pageInfo`);
      return readPath(info, 'hasNextPage') === false ? null : markOf(readPath(info, 'endCursor'));
    }
  }
}

/** How many rows the list has, where its pager is told so. */
export function totalOf(pager: Pager, body: unknown): number | undefined {
  return pager.kind === 'offset' ? numberAt(body, pager.total) : undefined;
}

/** Apps count pages from 0 or from 1; their number is the same. */
const lastPage = (pages: number, first = 1): number => pages + first - 1;

function isFull(rows: unknown[], { size }: Sized): boolean {
  return size === undefined ? rows.length > 0 : rows.length >= size.value;
}

function moreOf(body: unknown, path: string | undefined): boolean | undefined {
  const value = path === undefined ? undefined : readPath(body, path);
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'number' ? value !== 0 : undefined;
}

function numberAt(body: unknown, path: string | undefined): number | undefined {
  const value = path === undefined ? undefined : readPath(body, path);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Apps say that there is no next page in many ways. */
function markOf(value: unknown): Json {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'object') return JSON.parse(JSON.stringify(value));
  throw unusable('the mark of the next page is of a kind that no request can carry');
}

/** Would be kept with the page's place, and is put on by the engine anyway. */
const credentialNames = /^(access_token|oauth_token|api_?key)$/i;

function linkOf(value: unknown, base: string): Json {
  const link = markOf(value);
  if (link === null) return null;
  const url = typeof link === 'string' ? URL.parse(link, base) : null;
  if (url === null) throw unusable("the link to the next page can't be read");
  for (const name of [...url.searchParams.keys()]) if (credentialNames.test(name)) url.searchParams.delete(name);
  return url.href;
}

function keyOfLast(rows: unknown[], field: string): Json {
  if (rows.length === 0) return null;
  const key = readPath(rows.at(-1), field);
  if ((typeof key === 'string' && key !== '') || typeof key === 'number') return key;
  throw unusable(`the last row has no ${field}, by which the next page would be asked for`);
}

function unusable(what: string): AppCallError {
  return new AppCallError(`The list can't be read on: ${what}.`, { class: 'protocol', code: 'unreadable_mark' });
}
