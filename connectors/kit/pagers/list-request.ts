import type { HttpRequest } from '../http.ts';
import type { Json } from '../json.ts';
import type { Pager } from '../pager.ts';
import { readPath, withPath } from './read-path.ts';

/** A request for a list; a POST that only asks. */
export interface ListRequest extends HttpRequest {
  method?: 'GET' | 'POST';
  path: string;
}

/** Where the pager's parameters go; `query` unless told. In `json` and `form` a parameter may be a path: `page.after`. */
export type PagerPlace = 'query' | 'json' | 'form';

/** Where a list begins; null: without any mark. */
export function firstMark(pager: Pager): Json {
  if (pager.kind === 'page') return pager.first ?? 1;
  return pager.kind === 'offset' ? (pager.first ?? 0) : null;
}

/** The request for the page at a mark. */
export function requestAt(pager: Pager, place: PagerPlace, mark: Json, request: ListRequest): ListRequest {
  if (pager.kind === 'none') return request;
  if (pager.kind === 'graphql')
    return mark === null
      ? request
      : {
          ...request,
          json: withPath(
            request.json,
            'variables',
            withPath(readPath(request.json, 'variables'), pager.variable, mark),
          ),
        };
  if (pager.kind === 'link' && typeof mark === 'string') {
    // The link holds the whole query, the size too.
    return { ...request, path: mark, query: undefined };
  }
  const sized = pager.size === undefined ? request : put(request, place, pager.size.parameter, pager.size.value);
  return pager.kind === 'link' || mark === null ? sized : put(sized, place, pager.parameter, mark);
}

function put(request: ListRequest, place: PagerPlace, parameter: string, value: Json): ListRequest {
  if (place === 'json') return { ...request, json: withPath(request.json, parameter, value) };
  if (place === 'form') return { ...request, form: withPath(request.form, parameter, value) };
  const text = typeof value === 'object' ? JSON.stringify(value) : value;
  return { ...request, query: { ...request.query, [parameter]: text } };
}
