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

/** A copy with another value at a path; undefined takes the entry out. A number is a place in a list. */
export function withValue(definition: Definition, path: JsonPath, value: unknown): Definition {
  const next = put(definition, path, value);
  return isObject(next) ? next : definition;
}

function put(at: unknown, [first, ...rest]: JsonPath, value: unknown): unknown {
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const list = Array.isArray(at) ? at : [];
    const next = put(list[first], rest, value);
    return next === undefined
      ? list.toSpliced(first, 1)
      : Object.assign([...list], { [Math.min(first, list.length)]: next });
  }
  const inner = isObject(at) ? at : {};
  const next = put(inner[first], rest, value);
  if (next !== undefined) return { ...inner, [first]: next };
  const { [first]: _gone, ...kept } = inner;
  return kept;
}
