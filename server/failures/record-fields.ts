import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';

/** One value of a record that failed, as a form can show it. */
export interface RecordField {
  /** Its place in the row: `lines.0.amount`. */
  path: string;
  kind: 'text' | 'number' | 'switch';
  value: string | number | boolean | null;
}

export type Row = Record<string, unknown> | unknown[];

const mostFields = 80;
const deepest = 6;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

const node = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

type Node = z.infer<typeof node>;

const nodeOf = (schema: unknown): Node => node.catch({}).parse(schema);

/** What the description of the row promises at one place, without `null`. */
function within(schema: Node, key: string): Node {
  const [found] = [schema, ...(schema.anyOf ?? []).map(nodeOf)].flatMap(({ properties, items }) => {
    const inside =
      properties && Object.hasOwn(properties, key) ? properties[key] : /^\d+$/.test(key) ? items : undefined;
    return inside === undefined ? [] : [nodeOf(inside)];
  });
  return found ?? {};
}

const typesOf = (schema: Node): string[] =>
  [schema, ...(schema.anyOf ?? []).map(nodeOf)].flatMap(({ type }) => type ?? []).filter((type) => type !== 'null');

function kindOf(schema: Node, value: unknown): RecordField['kind'] {
  const types = typesOf(schema);
  if (types.includes('string')) return 'text';
  if (types.includes('boolean') || (types.length === 0 && typeof value === 'boolean')) return 'switch';
  return types.some((type) => type === 'number' || type === 'integer') ? 'number' : 'text';
}

const shown = (value: unknown): RecordField['value'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** The values of a row by their places, in its own order; what its description promises and the row lacks comes last. */
export function recordFields(object: Pick<Connector['objects'][string], 'row'>, row: Row): RecordField[] {
  const schema = nodeOf(z.toJSONSchema(object.row, { io: 'input', unrepresentable: 'any' }));
  const fields: RecordField[] = [];
  const walk = (at: Row, of: Node, path: string[]): void => {
    for (const [key, value] of Object.entries(at)) {
      if (fields.length >= mostFields) return;
      const inside = within(of, key);
      const place = [...path, key];
      if (isRow(value)) {
        if (place.length < deepest) walk(value, inside, place);
      } else fields.push({ path: place.join('.'), kind: kindOf(inside, value), value: shown(value) });
    }
  };
  walk(row, schema, []);
  for (const [key, inside] of Object.entries(schema.properties ?? {})) {
    const isThere = Object.hasOwn(row, key);
    const of = nodeOf(inside);
    const isPlain = !typesOf(of).some((type) => type === 'object' || type === 'array');
    if (!isThere && isPlain && fields.length < mostFields)
      fields.push({ path: key, kind: kindOf(of, null), value: null });
  }
  return fields;
}

/** A row with other values at some of its places, which are those of `recordFields`. */
export function changedRow(row: Row, values: Readonly<Record<string, RecordField['value']>>): Row {
  const copy: Row = structuredClone(row);
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at: unknown = copy;
    for (const key of keys) at = isRow(at) && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
    if (isRow(at)) Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
