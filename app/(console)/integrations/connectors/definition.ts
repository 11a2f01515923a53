import type { Outputs } from '../../data/trpc.ts';
import type { JsonPath } from './json-nodes.ts';

export type Definition = Record<string, unknown>;
export type ConnectorView = Outputs['connectors']['get'];
export type OwnConnector = NonNullable<ConnectorView['own']>;
export type Abilities = NonNullable<ConnectorView['abilities']>;
export type Problem = OwnConnector['problems'][number];
export type TestResult = Outputs['connectors']['test'];

export const isObject = (value: unknown): value is Definition =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const written = (definition: unknown): string => `${JSON.stringify(definition, null, 2)}\n`;

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, part);
  }
  return at;
}

export const textAt = (value: unknown, path: JsonPath): string => {
  const found = valueAt(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
};

/** A copy with another value at a path; undefined takes the entry out. */
export function withValue(definition: Definition, [first, ...rest]: JsonPath, value: unknown): Definition {
  if (first === undefined) return definition;
  const inner = definition[first];
  const next = rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value);
  if (next !== undefined) return { ...definition, [first]: next };
  const { [String(first)]: _gone, ...kept } = definition;
  return kept;
}
