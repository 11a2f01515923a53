import { isSafePattern } from './safe-pattern.ts';

type Schema = Record<string, unknown>;

const isNode = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keywords whose value is data, and no schema. */
const data = new Set(['enum', 'const', 'default', 'examples', 'required', 'type', 'dependentRequired']);
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', 'definitions', '$defs']);

/**
 * A copy that values can be judged by. Formats are annotations, which makers write loosely; a pattern that could take years
 * is left out; names of schemas would be taken for addresses.
 */
export function usableSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(usableSchema);
  if (!isNode(schema)) return schema;
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (keyword === 'format' || keyword === '$id' || keyword === 'id' || keyword === '$schema') return [];
    if (keyword === 'pattern' && !(typeof value === 'string' && isSafePattern(value))) return [];
    if (data.has(keyword)) return [[keyword, value]];
    if (maps.has(keyword) && isNode(value)) return [[keyword, usableMap(keyword, value)]];
    return [[keyword, usableSchema(value)]];
  });
  return Object.fromEntries(entries);
}

function usableMap(keyword: string, map: Schema): Schema {
  const entries = Object.entries(map).filter(([name]) => keyword !== 'patternProperties' || isSafePattern(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, usableSchema(value)]));
}
