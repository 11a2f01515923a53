import { isDate, readIsoDateTime } from './dates/iso.ts';
import { isEmpty } from './empty.ts';
import type { Condition } from './mapping-document.ts';
import { parsePath, readerOf, type Scope, work } from './path.ts';

export type Test = (scope: Scope) => boolean;
type Comparison = Extract<Condition, { is: string }>;

const longestCompared = 10_000;

/** Makes a test of a condition. What can't be compared does not fulfil it: a filter never fails a record. */
export function compileCondition(condition: Condition): Test {
  if ('all' in condition) {
    const tests = condition.all.map(compileCondition);
    return (scope) => tests.every((test) => test(scope));
  }
  if ('any' in condition) {
    const tests = condition.any.map(compileCondition);
    return (scope) => tests.some((test) => test(scope));
  }
  if ('not' in condition) {
    const test = compileCondition(condition.not);
    return (scope) => !test(scope);
  }
  return compileComparison(condition);
}

function compileComparison({ path, is, value, other, ignoreCase = false }: Comparison): Test {
  const read = readOf(path);
  const readOther = other === undefined ? () => value : readOf(other);
  const compare = comparisons[is];
  return (scope) => {
    work(scope);
    return compare(fold(read(scope), ignoreCase), fold(readOther(scope), ignoreCase), ignoreCase);
  };
}

function readOf(text: string): (scope: Scope) => unknown {
  const path = parsePath(text);
  if (!path) throw new Error(`The path ${text} was not checked.`);
  const read = readerOf(path);
  return (scope) => {
    try {
      return read(scope);
    } catch {
      // A list was expected where there is none: so there is nothing.
      return undefined;
    }
  };
}

const fold = (value: unknown, ignoreCase: boolean): unknown =>
  ignoreCase && typeof value === 'string' ? value.slice(0, longestCompared).toLowerCase() : value;

type Compare = (one: unknown, other: unknown, ignoreCase: boolean) => boolean;

const ordered =
  (accept: (order: number) => boolean): Compare =>
  (one, other) => {
    const order = orderOf(one, other);
    return order !== undefined && accept(order);
  };

const isOneOf: Compare = (one, other, ignoreCase) => {
  const list = Array.isArray(other) ? other : [other];
  const values = Array.isArray(one) ? one : [one];
  return values.some((value) => list.some((item) => same(fold(value, ignoreCase), fold(item, ignoreCase))));
};

const comparisons: Record<Comparison['is'], Compare> = {
  equals: same,
  not_equals: (one, other) => !same(one, other),
  greater: ordered((order) => order > 0),
  at_least: ordered((order) => order >= 0),
  less: ordered((order) => order < 0),
  at_most: ordered((order) => order <= 0),
  contains: (one, other, ignoreCase) =>
    Array.isArray(one) ? isOneOf(other, one, ignoreCase) : textOf(one)?.includes(textOf(other) ?? '\u0000') === true,
  starts_with: (one, other) => textOf(one)?.startsWith(textOf(other) ?? '\u0000') === true,
  ends_with: (one, other) => textOf(one)?.endsWith(textOf(other) ?? '\u0000') === true,
  in: isOneOf,
  not_in: (one, other, ignoreCase) => !isOneOf(one, other, ignoreCase),
  empty: isEmpty,
  not_empty: (one) => !isEmpty(one),
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

/** Nothing and null are one; a number and its digits too, as apps write both. */
function same(one: unknown, other: unknown): boolean {
  if (one === other || (one ?? null) === (other ?? null)) return true;
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== undefined && b !== undefined && (typeof one === 'number' || typeof other === 'number')) return a === b;
  if (typeof one === 'boolean' || typeof other === 'boolean') return textOf(one) === textOf(other);
  return false;
}

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && value.length < 40 && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
};

/** Numbers by size, times by which is earlier, other texts by their letters; undefined where two things have no order. */
function orderOf(one: unknown, other: unknown): number | undefined {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== undefined && b !== undefined) return a - b;
  if (typeof one !== 'string' || typeof other !== 'string') return undefined;
  const [at, than] = [instant(one), instant(other)];
  if (at !== undefined && than !== undefined) return at - than;
  return one < other ? -1 : one > other ? 1 : 0;
}

const instant = (text: string): number | undefined => {
  if (text.length > 40) return undefined;
  return isDate(text) ? Date.parse(`${text}T00:00:00Z`) : readIsoDateTime(text, 'UTC');
};
