import { hash } from 'node:crypto';

const longestName = 100;
const madeUp = / #[0-9a-f]{12}$/;

/**
 * A name for a record whose key can't be used or read: the key as far as there is one, else the record's text. What was
 * cut or cleaned carries a mark of the whole, so that two records never share a name: one of them would be told for both.
 */
export function recordName(row: unknown): string {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : row;
  const isShort = (typeof id === 'string' && id !== '') || typeof id === 'number';
  const text = isShort ? String(id) : (JSON.stringify(row) ?? 'null');
  return `${storable(text).slice(0, longestName).toWellFormed()} #${hash('sha256', JSON.stringify(text), 'hex').slice(0, 12)}`;
}

/** Whether it is such a name: the record that it stands for may be stored under any key. */
export const isRecordName = (externalId: string): boolean => madeUp.test(externalId);

/** What PostgreSQL takes as text. */
export const storable = (text: string): string => text.replaceAll('\u0000', '');
