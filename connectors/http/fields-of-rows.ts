import type { ObjectField } from '../kit/index.ts';

type Type = ObjectField['type'];

/** So deep does a field have a path of its own. */
const deepest = 3;

function typeOf(value: unknown): Type {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  if (/^\d{4}-\d\d-\d\d$/.test(String(value))) return 'date';
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(String(value)) ? 'datetime' : 'text';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name that holds a dot or a bracket stands in brackets. */
const pathOf = (parent: string, name: string): string =>
  /[.[\]']/.test(name) ? `${parent}['${name}']` : parent === '' ? name : `${parent}.${name}`;

/** What the rows of a page hold: a field that has two types is a text, one that is always empty is a text too. */
export function fieldsOfRows(rows: readonly unknown[], key: string): ObjectField[] {
  const types = new Map<string, Set<Type>>();
  const note = (row: Record<string, unknown>, parent: string, depth: number): void => {
    for (const [name, value] of Object.entries(row)) {
      const path = pathOf(parent, name);
      if (isObject(value) && depth < deepest && Object.keys(value).length > 0) note(value, path, depth + 1);
      else types.set(path, new Set([...(types.get(path) ?? []), ...(value === null ? [] : [typeOf(value)])]));
    }
  };
  for (const row of rows) if (isObject(row)) note(row, '', 1);
  return [...types].map(([name, [first = 'text', ...others]]) => ({
    name,
    label: name,
    type: others.length > 0 ? 'text' : first,
    ...(name === key && { readOnly: true }),
  }));
}
