/** A description is read as it stands: what is not of the expected kind counts as missing. */
export type Node = { [key: string]: unknown };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {});
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textsOf = (value: unknown): string[] => listOf(value).filter((item) => typeof item === 'string');
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** Own entries, but those that stand for an object's prototype. */
export const entriesOf = (value: unknown): [string, unknown][] =>
  isNode(value) ? Object.entries(value).filter(([key]) => key !== '__proto__') : [];
