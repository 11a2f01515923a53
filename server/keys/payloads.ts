import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { type PayloadColumn, payloadsOf } from './payload-columns.ts';
import { isSealed, type RecordBox, recordBox } from './record-box.ts';
import type { SealPlace } from './seal.ts';

/*
 * What is in customers' records lies in other tables, too, on its way or as a quotation. Whoever writes such a table seals
 * its rows, whoever reads it opens them; both leave them as they are where nothing is sealed.
 */

/** Where a value lies. */
export function payloadPlace({ table, column, place }: PayloadColumn, row: object): SealPlace {
  const parts = place.map((name): unknown => Reflect.get(row, name));
  if (parts.includes(undefined)) throw new Error(`A row of ${table} lacks what names the place of its ${column}.`);
  return { table, row: parts.join('|'), column };
}

/** To write with; undefined where the environment's records are in the clear. The answer holds until the transaction ends. */
export async function writingBox(tx: TenantTx): Promise<RecordBox | undefined> {
  const { rows } = await sql<{ state: string | null }>`select record_encryption_for_writing() as state`.execute(tx);
  const state = rows[0]?.state;
  return state === 'sealing' || state === 'on' ? recordBox(tx) : undefined;
}

/** Rows as they are to be stored. Of a JSON column the row holds JSON text, before and after. */
export async function sealRows<Row extends object>(tx: TenantTx, table: string, rows: readonly Row[]): Promise<Row[]> {
  const box = rows.length === 0 ? undefined : await writingBox(tx);
  if (!box) return [...rows];
  const columns = payloadsOf(table);
  return rows.map((row) => {
    const sealed: Record<string, string> = {};
    for (const column of columns) {
      const text: unknown = Reflect.get(row, column.column);
      if (typeof text !== 'string' || text === '') continue;
      const value = box.seal(payloadPlace(column, row), text);
      sealed[column.column] = column.kept === 'json' ? JSON.stringify(value) : value;
    }
    return { ...row, ...sealed };
  });
}

/** Rows as they were read, in the clear. Of a JSON column they hold the value. */
export async function openRows<Row extends object>(tx: TenantTx, table: string, rows: readonly Row[]): Promise<Row[]> {
  const columns = payloadsOf(table);
  const isSealedIn = (row: Row, { column }: PayloadColumn): boolean => {
    const value: unknown = Reflect.get(row, column);
    return typeof value === 'string' && isSealed(value);
  };
  if (!rows.some((row) => columns.some((column) => isSealedIn(row, column)))) return [...rows];
  const box = await recordBox(tx);
  return rows.map((row) => {
    const opened: Record<string, unknown> = {};
    for (const column of columns.filter((one) => isSealedIn(row, one))) {
      const text = box.open(payloadPlace(column, row), String(Reflect.get(row, column.column)));
      opened[column.column] = column.kept === 'json' ? JSON.parse(text) : text;
    }
    return { ...row, ...opened };
  });
}
