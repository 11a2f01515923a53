import { isNode } from '../openapi/json-node.ts';

const marks =
  /^(@odata\.nextLink|_?links|next\w*|\w*next_?(page|token|cursor|link|url|records_?url)\w*|\w*cursor|after|continuation\w*|marker)$/i;
const goesOn = /^(has_?(more|next(_?page)?)|more|is_?truncated|incomplete_results)$/i;
const isEnd = /^(is_?last|done|last|complete(d)?|finished)$/i;

/** The same answer as a list's end: no rows, and nothing that leads on. */
export function lastPage(body: unknown, depth = 0): unknown {
  if (Array.isArray(body)) return [];
  if (!isNode(body) || depth > 2) return body;
  const entries = Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value === 'boolean') return [[name, goesOn.test(name) ? false : isEnd.test(name) ? true : value]];
    if (marks.test(name) && !Array.isArray(value))
      return isNode(value) && /links$/i.test(name) ? [[name, lastPage(value, depth + 1)]] : [];
    return [[name, lastPage(value, depth + 1)]];
  });
  return Object.fromEntries(entries);
}
