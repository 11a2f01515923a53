import { z } from 'zod';
import { type Column, sqlType } from './table.ts';

const cells = z.object({ f: z.array(z.object({ v: z.unknown() })).default([]) });
const list = z.array(z.object({ v: z.unknown() }));

/**
 * BigQuery sends rows as texts in the order of the schema. Numbers become numbers where nothing is lost, times ISO texts with
 * microseconds, JSON what it says; decimals stay texts, since a number would round them.
 */
export function readRow(columns: readonly Column[], row: unknown): Record<string, unknown> {
  const values = cells.parse(row).f;
  return Object.fromEntries(columns.map((one, index) => [one.name, readValue(one, values[index]?.v)]));
}

function readValue(one: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (one.mode === 'REPEATED') return list.parse(value).map(({ v }) => readSingle(one, v));
  return readSingle(one, value);
}

function readSingle(one: Column, value: unknown): unknown {
  const type = sqlType(one);
  if (type === 'STRUCT') return value === null ? null : readRow(one.fields ?? [], value);
  if (typeof value !== 'string') return value;
  if (type === 'INT64') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (type === 'FLOAT64') return Number.isFinite(Number(value)) ? Number(value) : value;
  if (type === 'BOOL') return value === 'true';
  if (type === 'TIMESTAMP') return timeOf(value);
  if (type !== 'JSON') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Microseconds since 1970, asked for with `useInt64Timestamp`: without it they come as rounded decimals. */
function timeOf(micros: string): string {
  if (!/^-?\d+$/.test(micros)) return micros;
  const all = BigInt(micros);
  const rest = ((all % 1000n) + 1000n) % 1000n;
  const ms = Number((all - rest) / 1000n);
  // Years before 1 and after 9999 are no ISO texts.
  const text = Math.abs(ms) > 8.64e15 ? '' : new Date(ms).toISOString();
  return text === '' ? micros : rest === 0n ? text : text.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

/** A value as a query's parameter takes it. */
export const parameterValue = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
