import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import type { AnswerField } from './answer-fields.ts';
import type { Operation, Parameter, Schema } from './description.ts';
import { resolved, shapeOf } from './shape.ts';

type ObjectInput = NonNullable<DeclaredConnectorInput['objects']>[string];
export type PagerInput = NonNullable<ObjectInput['list']['pager']>;

const cursors =
  /^(page[_-]?token|cursor|after|next[_-]?(token|cursor|page|page[_-]?token)|continuation([_-]?token)?|start[_-]?cursor|page[_-]?cursor|page\[(cursor|after)\]|marker|scroll[_-]?id|bookmark)$/i;
const marks =
  /^(next[_-]?page[_-]?token|next[_-]?cursor|next[_-]?token|continuation[_-]?token|cursor|after|end[_-]?cursor|next[_-]?marker|marker|bookmark|next[_-]?page|next)$/i;
const keysets = /^(starting[_-]?after|after[_-]?id|since[_-]?id|from[_-]?id|last[_-]?id)$/i;
const pages = /^(page|page[_-]?(number|num|no|index)|page\[number\]|p)$/i;
const offsets = /^(offset|skip|\$skip|start[_-]?at|start|start[_-]?index|start[_-]?position|page\[offset\])$/i;
const sizes =
  /^(limit|per[_-]?page|page[_-]?size|max[_-]?results|max[_-]?page[_-]?size|size|count|\$top|top|page\[(size|limit)\]|results[_-]?per[_-]?page|num[_-]?results)$/i;
const links = /^(@odata\.nextLink|next[_-]?(link|url|href|records[_-]?url|page[_-]?(url|link|uri)))$/i;
const mores = /^(has[_-]?more|has[_-]?next([_-]?page)?|more|more[_-]?(items|available)[_-]?.*|is[_-]?truncated)$/i;
const totals = /^(total|total[_-]?(count|results|items|records|size|elements)|count|size)$/i;
const pageTotals = /^(total[_-]?pages|page[_-]?count|pages|last[_-]?page|num[_-]?pages)$/i;

interface Given {
  operation: Operation;
  fields: AnswerField[];
  headers: string[];
  /** Path of the row's key. */
  key: string;
  schemas: Record<string, Schema>;
}

/** How a list goes on, by the names of its parameters and of its answer's fields. */
export function guessPager({ operation, fields, headers, key, schemas }: Given): PagerInput {
  const isPlain = ({ schema }: Parameter) =>
    !shapeOf(schema, schemas).types.some((type) => type === 'object' || type === 'array');
  const query = operation.parameters.filter((parameter) => parameter.in === 'query' && isPlain(parameter));
  const parameter = (names: RegExp) => query.find(({ name }) => names.test(name));
  const field = (names: RegExp, ...types: string[]) =>
    fields.find(
      ({ name, shape }) =>
        names.test(name) && (shape.types.length === 0 || shape.types.some((type) => types.includes(type))),
    );
  const given = parameter(sizes);
  const size = given === undefined ? {} : { size: { parameter: given.name, value: largest(given, schemas) } };
  const mark = field(marks, 'string', 'integer', 'number');
  const cursor = parameter(cursors);
  const more = field(mores, 'boolean');
  const hasMore = more === undefined ? {} : { more: more.path };
  if (cursor !== undefined && mark !== undefined && !pages.test(cursor.name))
    return { kind: 'cursor', parameter: cursor.name, ...size, from: mark.path, ...hasMore };
  const header = headers.find((name) => /next-?(cursor|page|token)|continuation|cursor/i.test(name));
  if (cursor !== undefined && header !== undefined)
    return { kind: 'cursor-header', parameter: cursor.name, ...size, header };
  // A cursor that no field of the answer gives is the last row's own key.
  const last = cursor !== undefined && /^(after|marker)$/i.test(cursor.name) && more !== undefined ? cursor : undefined;
  const keyset = parameter(keysets) ?? last;
  if (keyset !== undefined) return { kind: 'keyset', parameter: keyset.name, field: key, ...size, ...hasMore };
  if (headers.some((name) => /^link$/i.test(name))) return { kind: 'link', ...size };
  const link = field(links, 'string') ?? fields.find(isNextLink);
  if (link !== undefined) return { kind: 'link', from: link.path, ...size };
  const page = parameter(pages);
  if (page !== undefined) {
    const count = field(pageTotals, 'integer', 'number');
    const first = firstOf(page, schemas, 1);
    return { kind: 'page', parameter: page.name, ...first, ...size, ...(count && { pages: count.path }), ...hasMore };
  }
  const offset = parameter(offsets);
  if (offset !== undefined && size.size !== undefined) {
    const total = field(totals, 'integer', 'number');
    const first = firstOf(offset, schemas, 0);
    return {
      kind: 'offset',
      parameter: offset.name,
      ...first,
      size: size.size,
      ...(total && { total: total.path }),
      ...hasMore,
    };
  }
  return { kind: 'none' };
}

const isNextLink = ({ name, path, shape }: AnswerField) =>
  name === 'next' && shape.types.includes('string') && /(^|\.)(_?links|paging|pagination)\.next$|^next$/.test(path);

/** As many as the app gives at once, within reason. */
function largest({ schema, description = '' }: Parameter, schemas: Record<string, Schema>): number {
  const { maximum, description: words = description } = resolved(schema, schemas);
  const told = String(words).match(
    /\b(?:max(?:imum)?|up to|between \d+ and|no more than|at most)\D{0,24}?(\d[\d,]*)/i,
  )?.[1];
  const most = typeof maximum === 'number' ? maximum : Number(told?.replaceAll(',', '') ?? 100);
  return most >= 1 ? Math.min(Math.floor(most), 1000) : 100;
}

function firstOf({ name, schema }: Parameter, schemas: Record<string, Schema>, usual: number): { first?: number } {
  const { minimum, default: given } = resolved(schema, schemas);
  const isIndex = /start[_-]?(index|position)/i.test(name);
  const first = typeof given === 'number' ? given : typeof minimum === 'number' ? minimum : isIndex ? 1 : usual;
  return first === usual || first < 0 ? {} : { first };
}
