import { answerFields, joined } from './answer-fields.ts';
import type { Operation, Schema } from './description.ts';
import { isNode } from './json-node.ts';
import { camelName } from './names.ts';
import { isList, isObject, shapeOf } from './shape.ts';

const usualRows = /^(data|items|results?|values?|records|entries|list|rows|content|elements)$/i;
/** What wraps an answer, and is no thing of its own whose parts would be listed. */
const wrappers = /^(data|results?|response|payload|body|_?embedded|list|collection)$/i;
const usualKeys = [
  'uuid',
  'gid',
  'guid',
  '_id',
  'ID',
  'Id',
  'key',
  'sid',
  'slug',
  'code',
  'resourceName',
  'ts',
  'email',
];
const generic = /^(list|search|query|all|find|lookup|v?\d[\w.]*|index)$/i;

export interface Rows {
  path: string;
  row: Schema;
}

/** Where the rows of a list are in its answer; undefined where the answer holds no list. */
export function rowsOf(schema: Schema, operation: Operation, schemas: Record<string, Schema>): Rows | undefined {
  const whole = shapeOf(schema, schemas);
  const isRow = (row: Schema | undefined): row is Schema => row !== undefined && isObject(shapeOf(row, schemas));
  if (isList(whole)) return isRow(whole.items) ? { path: '', row: whole.items } : undefined;
  const lists = answerFields(schema, schemas).flatMap(({ path, name, shape }) => {
    const row = isList(shape) ? shape.items : undefined;
    const [outer = '', ...inner] = path.split('.');
    const isNear = path === name || (inner.length === 1 && wrappers.test(outer));
    return isNear && isRow(row) ? [{ path, name, row }] : [];
  });
  const noun = nounOf(operation)?.toLowerCase();
  const top = lists.filter(({ path, name }) => path === name);
  return (
    lists.find(({ name }) => name.toLowerCase() === noun) ??
    top.find(({ name }) => usualRows.test(name)) ??
    (top.length === 1 ? top[0] : undefined) ??
    (lists.length === 1 ? lists[0] : undefined)
  );
}

/** The last part of the path that is no place: `/v1/crm/contacts` lists contacts. */
function nounOf({ path }: Operation): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && !part.startsWith('{'));
  const words = parts.flatMap((part) =>
    part
      .replace(/\.(json|list)$/, '')
      .split(/[:.]/)
      .slice(0, 1),
  );
  return words.reverse().find((word) => word !== '' && !generic.test(word));
}

/** What the list's rows are called: by the end of the path, or the field that holds them where that says nothing. */
export function nameOf(operation: Operation, rows: string): string {
  const [last = ''] = operation.path.split('/').at(-1)?.split(/[:.]/) ?? [];
  const field = rows.split('.').at(-1) ?? '';
  if (last !== '' && !last.startsWith('{') && !generic.test(last)) return last;
  return field !== '' && !usualRows.test(field) ? field : (nounOf(operation) ?? operation.id);
}

/** Path of the field that a row is known by. */
export function keyOf(row: Schema, operation: Operation, schemas: Record<string, Schema>): string | undefined {
  const { properties, required } = shapeOf(row, schemas);
  const isPlain = (name: string) => {
    if (!Object.hasOwn(properties, name)) return false;
    const shape = shapeOf(properties[name], schemas);
    const kinds = shape.types.filter((type) => type === 'string' || type === 'integer' || type === 'number');
    return (shape.types.length === 0 || kinds.length > 0) && !isObject(shape) && !isList(shape);
  };
  const one = camelName(nounOf(operation) ?? '')
    .replace(/ies$/, 'y')
    .replace(/s$/, '');
  const own = [`${one}Id`, `${one}ID`, `${one}_id`, `${one}Key`, `${one}Uuid`];
  const ids = Object.keys(properties).filter((name) => /(^|_)id$|Id$|ID$/.test(name));
  // A name is a key only where every row must have one, or where it is said to be the resource's own.
  const isOwnName = required.includes('name') || /resource name|unique|identif/i.test(wordsOf(properties.name));
  const named = isOwnName ? ['name'] : [];
  const key = ['id', ...own, ...usualKeys, ...named, ...ids].find(isPlain);
  return key === undefined ? undefined : joined('', key);
}

const wordsOf = (schema: Schema | undefined) =>
  isNode(schema) && typeof schema.description === 'string' ? schema.description : '';
