/** Reads a value by its path: `data.items`, `a.b["@odata.nextLink"]`, `['x.y']`, `errors[0].message`. The empty path is the value itself; undefined: there is nothing. */
export function readPath(value: unknown, path: string): unknown {
  let at = value;
  for (const part of partsOf(path)) {
    // Own properties only: `constructor` is nobody's value.
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = Reflect.get(at, part);
  }
  return at;
}

/** A copy of `target` with a value at a path; what is missing on the way is made. */
export function withPath(target: unknown, path: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = partsOf(path);
  const copy = isObject(target) ? { ...target } : {};
  const inner = rest.length === 0 ? value : withParts(copy[first], rest, value);
  return { ...copy, [first]: inner };
}

function withParts(target: unknown, [first = '', ...rest]: string[], value: unknown): Record<string, unknown> {
  const copy = isObject(target) ? { ...target } : {};
  return { ...copy, [first]: rest.length === 0 ? value : withParts(copy[first], rest, value) };
}

const part = /\[(?:"([^"]*)"|'([^']*)'|(\d+))\]|([^.[\]]+)/g;

/** The steps of a path. */
export function partsOf(path: string): string[] {
  return [...path.matchAll(part)].map(([, double, single, index, name]) => double ?? single ?? index ?? name ?? '');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
