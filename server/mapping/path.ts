import { limits } from './limits.ts';
import { Trouble } from './trouble.ts';

type Part = { key: string } | { index: number } | { each: true };

/** Where a path begins: at the value at hand, at the whole row (`$`), or at a computed field (`@name`). */
type Start = { from: 'here' } | { from: 'row' } | { from: 'computed'; name: string };

export interface Path {
  start: Start;
  parts: Part[];
  text: string;
}

/** What an expression works on. One for each record; `here` moves where items of a list are gone through. */
export interface Scope {
  row: unknown;
  here: unknown;
  /** A computed field that could not be worked out is its `Trouble`: whoever reads it has the same one. */
  computed: ReadonlyMap<string, unknown>;
  lookups: Lookups;
  /** How much work is left. */
  left: number;
}

/** Cross-reference tables by name: what a value stands for. */
export interface Lookups {
  get(table: string): { get(value: string): unknown } | undefined;
}

/**
 * Reads a path such as `properties.email`, `items[].sku`, `lines[0].price`, `$.id`, `@fullName` or `["odd.name"].x`; `.` is
 * the value at hand itself. Undefined where it is none.
 */
export function parsePath(text: string): Path | undefined {
  if (text.length === 0 || text.length > limits.pathLength) return undefined;
  if (text === '.') return { start: { from: 'here' }, parts: [], text };
  let rest = text;
  let start: Start = { from: 'here' };
  if (rest.startsWith('$')) {
    start = { from: 'row' };
    rest = rest.slice(1);
    if (rest !== '' && !/^[.[]/.test(rest)) return undefined;
    if (rest.startsWith('.')) rest = rest.slice(1);
    else if (rest === '') return { start, parts: [], text };
  } else if (rest.startsWith('@')) {
    const end = rest.search(/[.[]/);
    const name = end === -1 ? rest.slice(1) : rest.slice(1, end);
    if (name === '') return undefined;
    start = { from: 'computed', name };
    rest = end === -1 ? '' : rest.slice(end);
    if (rest === '') return { start, parts: [], text };
    if (rest.startsWith('.')) rest = rest.slice(1);
  }
  const parts = parseParts(rest);
  return parts && { start, parts, text };
}

function parseParts(text: string): Part[] | undefined {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    if (parts.length >= limits.pathParts) return undefined;
    if (text[at] === '[') {
      const part = bracket(text, at);
      if (!part) return undefined;
      parts.push(part.part);
      at = part.end;
      if (at < text.length && text[at] === '.') {
        at++;
        if (at === text.length) return undefined;
      } else if (at < text.length && text[at] !== '[') return undefined;
      continue;
    }
    let end = at;
    while (end < text.length && text[end] !== '.' && text[end] !== '[') end++;
    if (end === at) return undefined;
    parts.push({ key: text.slice(at, end) });
    at = end;
    if (text[at] === '.') {
      at++;
      if (at === text.length) return undefined;
    }
  }
  return parts.length === 0 ? undefined : parts;
}

function bracket(text: string, at: number): { part: Part; end: number } | undefined {
  if (text[at + 1] === ']') return { part: { each: true }, end: at + 2 };
  if (text[at + 1] === '"') {
    const close = text.indexOf('"]', at + 2);
    return close === -1 ? undefined : { part: { key: text.slice(at + 2, close) }, end: close + 2 };
  }
  const close = text.indexOf(']', at);
  const digits = close === -1 ? '' : text.slice(at + 1, close);
  return /^\d{1,6}$/.test(digits) ? { part: { index: Number(digits) }, end: close + 1 } : undefined;
}

/** A path as text for a field whose name holds dots or brackets. */
export const quoted = (key: string): string => (/[.[\]]|^[$@]/.test(key) || key === '' ? `["${key}"]` : key);

export type Read = (scope: Scope) => unknown;

/** Own properties only: nothing of a prototype is ever read. */
function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** Makes a reader of a path. A place that is not there is undefined; `[]` gives a list of what is at each of its items. */
export function readerOf(path: Path): Read {
  const { start, parts } = path;
  const [first] = parts;
  if (start.from === 'here' && parts.length === 1 && first && 'key' in first) {
    const { key } = first;
    return (scope) => own(scope.here, key);
  }
  const begin: Read =
    start.from === 'here'
      ? (scope) => scope.here
      : start.from === 'row'
        ? (scope) => scope.row
        : (scope) => {
            const value = scope.computed.get(start.name);
            if (value instanceof Trouble) throw value;
            return value;
          };
  if (parts.every((part) => 'key' in part)) {
    const keys = parts.map((part) => ('key' in part ? part.key : ''));
    return (scope) => {
      let value = begin(scope);
      for (let at = 0; at < keys.length && value !== undefined; at++) value = own(value, keys[at] ?? '');
      return value;
    };
  }
  return (scope) => walk(begin(scope), parts, 0, scope, path.text);
}

/** A reader of a path in a document that was checked. */
export function readAt(text: string): Read {
  const path = parsePath(text);
  if (!path) throw new Error(`The path ${text} was not checked.`);
  return readerOf(path);
}

function walk(from: unknown, parts: readonly Part[], at: number, scope: Scope, text: string): unknown {
  let value = from;
  for (let next = at; next < parts.length; next++) {
    if (value === undefined || value === null) return undefined;
    const part = parts[next];
    if (part === undefined) return value;
    if ('key' in part) value = own(value, part.key);
    else if ('index' in part) value = listOf(value, text)[part.index];
    else return flatEach(listOf(value, text), parts, next + 1, scope, text);
  }
  return value;
}

function flatEach(
  items: readonly unknown[],
  parts: readonly Part[],
  at: number,
  scope: Scope,
  text: string,
): unknown[] {
  const nested = parts.slice(at).some((part) => 'each' in part);
  const found: unknown[] = [];
  for (const item of items) {
    work(scope);
    const value = walk(item, parts, at, scope, text);
    if (nested && Array.isArray(value)) for (const inner of value) found.push(inner);
    else if (value !== undefined) found.push(value);
  }
  return found;
}

/** What an app sends as one object where there is only one counts as a list of one. */
function listOf(value: unknown, text: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) return [value];
  throw new Trouble(
    `At ${text} a list was expected, and a single value is there.`,
    'Leave [] out of the path, or choose another field.',
  );
}

export function work(scope: Scope, amount = 1): void {
  scope.left -= amount;
  if (scope.left < 0)
    throw new Trouble(
      'The record has so many items that its mapping takes too much work.',
      'Filter the list before, or take fewer fields of it.',
    );
}
