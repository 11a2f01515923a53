import { canonicalJson } from '#server/canonical-json.ts';

/** The values of a record by their path: `custom.seats`. A list is one value, and so is what is empty. */
export type Leaves = Map<string, unknown>;

const isBranch = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// A dot in a name is no step, and a name of nothing is one.
const escaped = (name: string): string => (name === '' ? '\\0' : name.replaceAll('\\', '\\\\').replaceAll('.', '\\.'));
const steps = (path: string): string[] =>
  [...path.matchAll(/(?:\\.|[^.\\])+/gs)].map(([step]) =>
    step.replace(/\\(.)/gs, (_, one) => (one === '0' ? '' : one)),
  );

export function leavesOf(value: unknown): Leaves {
  const leaves: Leaves = new Map();
  const visit = (inner: unknown, path: string) => {
    const entries = isBranch(inner) ? Object.entries(inner) : [];
    if (entries.length === 0) leaves.set(path, inner);
    for (const [name, part] of entries) visit(part, `${path}.${escaped(name)}`);
  };
  if (isBranch(value)) for (const [name, part] of Object.entries(value)) visit(part, escaped(name));
  return leaves;
}

export const isSameValue = (one: unknown, other: unknown): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other));

/** A record of these values and no others. */
export function recordOf(leaves: Leaves): Record<string, unknown> {
  const root: Branch = new Map();
  for (const [path, value] of leaves) {
    const way = steps(path);
    const last = way.pop() ?? '';
    let branch = root;
    for (const step of way) {
      const known = branch.get(step);
      const next: Branch = known instanceof Map ? known : new Map();
      branch.set(step, next);
      branch = next;
    }
    branch.set(last, { value });
  }
  return grown(root);
}

type Branch = Map<string, Branch | { value: unknown }>;

// `fromEntries` makes a field of any name, `__proto__` too.
const grown = (branch: Branch): Record<string, unknown> =>
  Object.fromEntries([...branch].map(([name, part]) => [name, part instanceof Map ? grown(part) : part.value]));

/** The record with these values instead of its own. Places that it does not have are left out, but for new fields of an inner object. */
export function withLeaves(record: Record<string, unknown>, leaves: Leaves): Record<string, unknown> {
  let result = record;
  for (const [path, value] of leaves) result = put(result, steps(path), value, true);
  return result;
}

function put(
  record: Record<string, unknown>,
  [name = '', ...rest]: string[],
  value: unknown,
  isTop: boolean,
): Record<string, unknown> {
  const known = Object.hasOwn(record, name);
  if (rest.length === 0) return known || !isTop ? replaced(record, name, value) : record;
  const inner = known ? record[name] : undefined;
  return isBranch(inner) ? replaced(record, name, put(inner, rest, value, false)) : record;
}

const replaced = (record: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> =>
  Object.fromEntries([
    ...Object.entries(record).map(([one, own]) => [one, one === name ? value : own]),
    ...(Object.hasOwn(record, name) ? [] : [[name, value]]),
  ]);
