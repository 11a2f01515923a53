import { AppCallError } from '../../kit/index.ts';
import type { Parameter } from '../run-query.ts';
import { type Column, sqlType } from '../table.ts';
import { parameterValue } from '../values.ts';

export function keyColumns({ key }: { key: string }): string[] {
  const names = key.split(',').map((name) => name.trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length > 0) return filled;
  throw new AppCallError('Choose the column whose value names a row.', {
    class: 'invalid',
    code: 'no_key_column',
    field: 'key',
  });
}

/** One column's value as it is; several as a JSON list, so that no two rows have one key. */
export function keyOf(row: Record<string, unknown>, names: readonly string[]): string | undefined {
  const parts = names.map((name) => parameterValue(row[name]));
  if (parts.some((part) => part === null || part === '')) return undefined;
  return parts.length === 1 ? (parts[0] ?? undefined) : JSON.stringify(parts);
}

export function keyParts(key: string, count: number): string[] | undefined {
  if (count === 1) return [key];
  try {
    const parts: unknown = JSON.parse(key);
    return Array.isArray(parts) && parts.length === count ? parts.map(String) : undefined;
  } catch {
    return undefined;
  }
}

export const keyParameters = (columns: readonly Column[], parts: readonly string[]): Parameter[] =>
  columns.map((one, index) => ({ name: `k${index}`, type: sqlType(one), value: parts[index] ?? null }));
