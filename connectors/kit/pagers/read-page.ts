import { z } from 'zod';
import { AppCallError } from '../app-call-error.ts';
import type { ConnectorHttp, HttpResponse } from '../http.ts';
import type { Json } from '../json.ts';
import type { Pager } from '../pager.ts';
import { graphqlErrors } from './graphql.ts';
import { type ListRequest, type PagerPlace, requestAt } from './list-request.ts';
import { nextMark } from './next-mark.ts';
import { readPath } from './read-path.ts';

/** Path of the rows (`data.items`; with a question mark behind it where an empty list is left out: `items?`), or a function of the answer. */
export type RowsOf = string | ((body: unknown) => unknown[]);

export interface List {
  pager: Pager;
  pagerIn?: PagerPlace;
  rows: RowsOf;
}

export interface ReadPage {
  rows: unknown[];
  next: Json;
  response: HttpResponse<unknown>;
}

/** Asks for one page of a list, and finds out where the next one begins. */
export async function readPage(
  http: ConnectorHttp,
  { pager, pagerIn = 'query', rows: rowsOf }: List,
  mark: Json,
  request: ListRequest,
): Promise<ReadPage> {
  const { method = 'GET', path, ...rest } = requestAt(pager, pagerIn, mark, request);
  // A list is only read, whatever the method.
  const asked = { ...(pager.kind === 'graphql' && { errors: graphqlErrors }), ...rest, repeatable: true };
  const isPost = method === 'POST' || pager.kind === 'graphql';
  const response = await http[isPost ? 'post' : 'get'](path, z.unknown(), asked);
  const rows = rowsIn(response.body, rowsOf);
  return { rows, next: nextMark(pager, mark, { ...response, rows }), response };
}

function rowsIn(body: unknown, rows: RowsOf): unknown[] {
  if (typeof rows === 'function') return rows(body);
  const mayBeMissing = rows.endsWith('?');
  const path = mayBeMissing ? rows.slice(0, -1) : rows;
  const found = readPath(body, path);
  if (Array.isArray(found)) return found;
  if (mayBeMissing && (found === undefined || found === null)) return [];
  throw new AppCallError(`The answer is not what was expected: ${path || 'the body'} should be a list.`, {
    class: 'protocol',
    code: 'unexpected_answer',
    ...(path !== '' && { field: path }),
  });
}
