import type { Column } from './describe-table.ts';

/** One record by the names `n` (its place) and `v0`, `v1`, … of its values. */
export type Values = Record<string, unknown>;

/**
 * Rows as one JSON parameter, each value of its column's declared type. The database converts by its own rules: nothing that
 * somebody wrote becomes a part of the statement, and what does not fit is refused instead of cut off.
 */
export function recordset(columns: Column[], { parameter = 1, as = 'v' } = {}): string {
  const types = columns.map(({ declared }, index) => `, v${index} ${declared}`);
  return `json_to_recordset($${parameter}::json) as ${as}(n integer${types.join('')})`;
}

export function valuesOf(n: number, values: unknown[]): Values {
  return Object.fromEntries([['n', n], ...values.map((value, index) => [`v${index}`, value] as const)]);
}
