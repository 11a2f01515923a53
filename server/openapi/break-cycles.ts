import type { Schema } from './description.ts';
import { isNode, listOf } from './json-node.ts';

const inPlace = ['allOf', 'anyOf', 'oneOf'];
const alone = ['not', 'if', 'then', 'else'];
const prefix = '#/$defs/';
/** A chain of references that is longer is cut too: each link is a call within a call. */
const longest = 200;

/**
 * A schema may lead to itself through a property or an item: the value then ends it. It may not lead to itself at the same
 * value (`a` is all of `b`, `b` all of `a`): a validator would never come back. Such a reference is taken out.
 */
export function breakCycles(schemas: Record<string, Schema>, found: (name: string) => void): void {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string, depth: number): void => {
    state.set(name, 'open');
    for (const node of referrersIn(schemas[name])) {
      const next = String(node.$ref).slice(prefix.length);
      const seen = state.get(next);
      if (seen === 'open' || depth > longest) {
        delete node.$ref;
        found(name);
      } else if (seen === undefined && Object.hasOwn(schemas, next)) visit(next, depth + 1);
    }
    state.set(name, 'done');
  };
  for (const name of Object.keys(schemas)) if (!state.has(name)) visit(name, 0);
}

/** The nodes below a schema that refer, and speak of the very same value. */
function referrersIn(schema: unknown): Record<string, unknown>[] {
  if (!isNode(schema)) return [];
  const below = [...inPlace.flatMap((name) => listOf(schema[name])), ...alone.map((name) => schema[name])];
  const found = below.flatMap(referrersIn);
  return typeof schema.$ref === 'string' ? [schema, ...found] : found;
}
