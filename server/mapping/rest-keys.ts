import type { Mapping } from './mapping-document.ts';
import { parsePath } from './path.ts';
import { pathsOf } from './paths-of.ts';

/** The keys below `from` that some field or computed field reads already. */
export function restKeys(mapping: Mapping, from: string): Set<string> {
  const base = parsePath(from)?.parts.map((part) => ('key' in part ? part.key : '')) ?? [];
  const expressions = [...mapping.fields, ...(mapping.computed ?? [])].map((one) => one.from);
  const keys = new Set<string>();
  for (const text of expressions.flatMap(pathsOf)) {
    const path = parsePath(text);
    if (!path || path.start.from === 'computed') continue;
    const isBelow = base.every((key, at) => {
      const part = path.parts[at];
      return part !== undefined && 'key' in part && part.key === key;
    });
    const next = path.parts[base.length];
    if (isBelow && next && 'key' in next) keys.add(next.key);
  }
  return keys;
}
