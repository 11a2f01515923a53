import { z } from 'zod';
import type { ConnectorSql, Json, Page, PullRequest } from '../kit/index.ts';
import type { Column } from './describe-table.ts';
import { readRow, selectList } from './read-row.ts';
import { quote, type TableChoice, tableName, writeTableChoice } from './table-choice.ts';
import {
  nextWatermark,
  overlap,
  type RowPlace,
  readClock,
  rowPlace,
  type Watermark,
  watermarkSchema,
} from './watermark.ts';

const pageSize = 1_000;

/** Where the next page begins. */
const cursorSchema = z.object({
  start: z.string(),
  total: z.number().nullable(),
  last: rowPlace.nullable(),
  /** Rows without a time come after the others, by key: the key of the last one read; `[]` before the first. */
  untimed: z.array(z.string()).nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

export interface Reading {
  sql: ConnectorSql;
  choice: TableChoice;
  columns: Column[];
  time: Column;
}

/** Reads by (time of change, key): a row that changes meanwhile moves to the end and is met again, never skipped. */
export async function pullRows(reading: Reading, { mode, cursor, watermark }: PullRequest): Promise<Page> {
  const { sql, time } = reading;
  const known = mode === 'incremental' ? watermarkSchema.nullable().parse(watermark) : null;
  const of = placeOf(reading);
  const before = known?.of === of ? known : null;
  const at = cursor === null ? await firstCursor(reading, mode) : cursorSchema.parse(cursor);

  const found =
    at.untimed === null ? await readTimed(reading, at.last, before) : await readUntimed(reading, at.untimed);
  const last = at.untimed === null ? (found.last ?? at.last) : at.last;
  const page = { rows: found.rows, ...(at.total !== null && { total: at.total }) };
  const isFull = found.rows.length === pageSize;
  const comesUntimed = mode === 'full' && time.isNullable && at.untimed === null;
  if (isFull || comesUntimed) {
    const untimed = isFull ? at.untimed && (found.last?.key ?? []) : [];
    return { ...page, next: { ...at, last, untimed } satisfies Cursor as Json };
  }
  return {
    ...page,
    next: null,
    watermark: await nextWatermark(sql, { of, column: time, start: at.start, last, before }),
  };
}

async function firstCursor({ sql, choice, time }: Reading, mode: PullRequest['mode']): Promise<Cursor> {
  const start = await readClock(sql, time);
  return { start, total: mode === 'full' ? await countRows(sql, choice) : null, last: null, untimed: null };
}

const countedUpTo = 10_000;

/** Counted where that is quick, else as the database last estimated it. */
async function countRows(sql: ConnectorSql, choice: TableChoice): Promise<number | null> {
  const [counted] = await sql.query(
    `select count(*) as rows from (select from ${tableName(choice)} limit ${countedUpTo + 1}) sample`,
  );
  const rows = Number(counted?.rows);
  if (rows <= countedUpTo) return rows;
  const [estimated] = await sql.query('select reltuples::bigint as rows from pg_class where oid = to_regclass($1)', [
    tableName(choice),
  ]);
  return Math.max(rows, Number(estimated?.rows ?? 0)) > rows ? Number(estimated?.rows) : null;
}

/** Of which table and column a place speaks. */
export const placeOf = ({ choice, time }: Pick<Reading, 'choice' | 'time'>): string =>
  `${writeTableChoice(choice)}/${time.name}`;

interface Found {
  rows: Record<string, Json>[];
  last: RowPlace | null;
}

async function readRows(
  { sql, choice, columns, time }: Reading,
  condition: string,
  parameters: string[],
): Promise<Found> {
  const printed = await sql.query(
    `select ${selectList(columns)} from ${tableName(choice)} where ${condition} limit ${pageSize}`,
    parameters,
  );
  const end = printed.at(-1);
  const textOf = (name: string) => end?.[`c${columns.findIndex((column) => column.name === name)}`] ?? '';
  return {
    rows: printed.map((texts) => readRow(texts, columns)),
    last: end === undefined ? null : { at: textOf(time.name), key: choice.key.map(textOf) },
  };
}

async function readTimed(reading: Reading, after: RowPlace | null, before: Watermark | null): Promise<Found> {
  const { choice, time } = reading;
  const place = [time.name, ...choice.key].map(quote);
  const from = after ?? (before?.settled ? before.last : null);
  if (from !== null) {
    // A place that was no row's own has a time alone.
    const known = place.slice(0, from.key.length + 1);
    const marks = known.map((_, index) => `$${index + 1}`);
    return readRows(reading, `(${known.join(', ')}) > (${marks.join(', ')}) order by ${place.join(', ')}`, [
      from.at,
      ...from.key,
    ]);
  }
  if (before === null) return readRows(reading, `${quote(time.name)} is not null order by ${place.join(', ')}`, []);
  return readRows(reading, `${quote(time.name)} > $1::${time.type} - ${overlap} order by ${place.join(', ')}`, [
    before.last.at,
  ]);
}

async function readUntimed(reading: Reading, after: string[]): Promise<Found> {
  const key = reading.choice.key.map(quote).join(', ');
  const marks = after.map((_, index) => `$${index + 1}`).join(', ');
  const rest = after.length === 0 ? '' : `and (${key}) > (${marks})`;
  return readRows(reading, `${quote(reading.time.name)} is null ${rest} order by ${key}`, after);
}
