import { isEmpty } from '../empty.ts';
import { limits } from '../limits.ts';
import type { PlainStep } from '../mapping-document.ts';
import { readAt, type Scope, work } from '../path.ts';
import { shapeOf, Trouble } from '../trouble.ts';
import type { Act } from './code-steps.ts';

/** Makes a step that works on a list as a whole. */
export function listStep(step: PlainStep): Act | undefined {
  switch (step.do) {
    case 'first':
      return (value) => listOf(value)[0];
    case 'last':
      return (value) => listOf(value).at(-1);
    case 'at':
      return (value) => listOf(value).at(step.index);
    case 'count':
      return (value) => listOf(value).length;
    case 'flatten':
      return (value, scope) => {
        const flat = listOf(value).flat(1);
        work(scope, flat.length);
        return flat;
      };
    case 'compact':
      return (value) => listOf(value).filter((item) => !isEmpty(item));
    case 'unique':
      return (value, scope) => {
        const items = listOf(value);
        work(scope, items.length);
        return [...new Map(items.map((item) => [identity(item), item])).values()];
      };
    case 'join':
      return (value) => joined(listOf(value), step.by);
    case 'keyed':
      return keyedStep(step);
    case 'collect':
      return (value, scope) => collect(value, step.key, scope);
    default:
      return undefined;
  }
}

/** One thing is a list of it; nothing is a list of none. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** Names and values of a list as one object; where a name comes twice, the last counts. */
function keyedStep({ by, value }: Extract<PlainStep, { do: 'keyed' }>): Act {
  const readName = readAt(by);
  const readValue = readAt(value);
  return (list, scope) => {
    const made = new Map<string, unknown>();
    const outer = scope.here;
    for (const item of listOf(list)) {
      work(scope);
      scope.here = item;
      const name = readName(scope);
      const found = readValue(scope);
      if ((typeof name !== 'string' && typeof name !== 'number') || name === '__proto__' || isEmpty(found)) continue;
      made.set(String(name), found);
    }
    scope.here = outer;
    return Object.fromEntries(made);
  };
}

/** Depth first, on a stack of its own: a document may be nested deeper than functions can call themselves. */
function collect(value: unknown, key: string, scope: Scope): unknown[] {
  const found: unknown[] = [];
  const stack: { value: unknown; isWanted: boolean }[] = [{ value, isWanted: false }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    work(scope);
    if (typeof next.value !== 'object' || next.value === null) {
      if (next.isWanted && !isEmpty(next.value)) found.push(next.value);
      continue;
    }
    const isList = Array.isArray(next.value);
    for (const [name, inner] of Object.entries(next.value).reverse())
      stack.push({ value: inner, isWanted: !isList && name === key });
  }
  return found;
}

/** Equal scalars are one; objects where all that they hold is the same, in the same order. */
const identity = (item: unknown): unknown =>
  typeof item === 'object' && item !== null ? `json ${jsonOf(item)}` : typeof item === 'string' ? `text ${item}` : item;

function joined(items: readonly unknown[], by: string): string {
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    if (isEmpty(item)) continue;
    if (typeof item === 'object')
      throw new Trouble(
        `${shapeOf(item)} can’t be joined to a text.`,
        'Take one field of each item before: items[].name.',
      );
    const text = String(item);
    length += text.length + by.length;
    if (length > limits.text) throw new Trouble('The joined text would be longer than 1 MB.', 'Take fewer items.');
    texts.push(text);
  }
  return texts.join(by);
}

/** A value as JSON text; what is nested too deep can't be written. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    throw new Trouble('The value is nested too deeply to be written as text.', 'Choose a field inside it.');
  }
}
