import type { Description, Operation } from '../openapi/description.ts';

export interface Match {
  operation: Operation;
  /** Values of the path's places, decoded. */
  places: Record<string, string>;
}

interface Route {
  operation: Operation;
  pattern: RegExp;
  names: string[];
}

/** Finds operations by a path: those with more of it written out come first. */
export class Routes {
  readonly #routes: Route[];
  readonly #wide: Route[];

  constructor(description: Description) {
    const sorted = [...description.operations].sort(
      (a, b) => placesIn(a.path) - placesIn(b.path) || b.path.length - a.path.length,
    );
    this.#routes = sorted.map((operation) => routeOf(operation, '([^/]+)'));
    // A name such as `properties/1` is one value of Google's `{+name}`; conversions to OpenAPI have lost the plus.
    const isMarked = ({ parameters }: Operation) => parameters.some(({ isReserved }) => isReserved);
    this.#wide = sorted
      .filter((operation) => isMarked(operation) || /^\/v\d\w*\/\{/.test(operation.path))
      .sort((a, b) => writtenOut(b.path) - writtenOut(a.path))
      .map((operation) =>
        routeOf(operation, isMarked(operation) ? '(.+?)' : '([a-z][\\w-]*/[^/:]+(?:/[a-z][\\w-]*/[^/:]+)*)'),
      );
  }

  /** All operations of the path, of any method. */
  at(path: string): Match[] {
    const found = this.#routes.flatMap((route) => matchOf(route, path) ?? []);
    return found.length > 0 ? found : this.#wide.flatMap((route) => matchOf(route, path) ?? []);
  }
}

const placesIn = (path: string) => path.split('{').length;
const writtenOut = (path: string) => path.replace(/\{[^}]*\}/g, '').length;

function routeOf(operation: Operation, wide: string): Route {
  const reserved = operation.parameters.filter(({ isReserved }) => isReserved).map(({ name }) => name);
  const names: string[] = [];
  const source = operation.path.split(/(\{[^{}]+\})/).map((part) => {
    if (!/^\{[^{}]+\}$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const name = part.slice(1, -1);
    names.push(name);
    // Where one is marked, the others are of one part.
    return reserved.length > 0 && !reserved.includes(name) ? '([^/]+)' : wide;
  });
  return { operation, names, pattern: new RegExp(`^${source.join('')}/?$`) };
}

function matchOf({ operation, pattern, names }: Route, path: string): Match | undefined {
  const found = pattern.exec(path);
  if (found === null) return undefined;
  const values = names.map((name, index) => [name, decode(found[index + 1] ?? '')] as const);
  return { operation, places: Object.fromEntries(values) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
