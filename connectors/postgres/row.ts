import { z } from 'zod';
import {
  type ConnectorContext,
  type ConnectorSql,
  defineObject,
  type Json,
  type Page,
  type PullRequest,
} from '../kit/index.ts';
import { convertValue, isReadAsJson } from './convert-value.ts';
import { type Column, changeColumn, describeTable } from './describe-table.ts';
import type { Settings } from './settings.ts';
import { quote, readTableChoice, type TableChoice } from './table-choice.ts';
import {
  nextWatermark,
  overlap,
  type RowPlace,
  readClock,
  rowPlace,
  type Watermark,
  watermarkSchema,
} from './watermark.ts';

const row = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
);

export const rowObject = defineObject<typeof row, Settings>({
  label: 'rows',
  row,
  key: (values, settings) => rowKey(values, readTableChoice(settings.table).key),
  incremental: true,
  reportsDeletes: false,
  pull,
});

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

interface Reading {
  sql: ConnectorSql;
  choice: TableChoice;
  columns: Column[];
  time: Column;
}

/** Reads by (time of change, key): a row that changes meanwhile moves to the end and is met again, never skipped. */
async function pull(
  { sql, settings }: ConnectorContext<Settings>,
  { mode, cursor, watermark }: PullRequest,
): Promise<Page> {
  const choice = readTableChoice(settings.table);
  const columns = await describeTable(sql, choice);
  const time = changeColumn(columns, settings.updatedAt);
  const reading = { sql, choice, columns, time };
  const known = mode === 'incremental' ? watermarkSchema.nullable().parse(watermark) : null;
  const of = `${settings.table}/${time.name}`;
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

interface Found {
  rows: Record<string, Json>[];
  last: RowPlace | null;
}

async function readTimed(reading: Reading, after: RowPlace | null, before: Watermark | null): Promise<Found> {
  const { choice, time } = reading;
  const place = [time.name, ...choice.key].map(quote);
  const from = after ?? (before?.settled ? before.last : null);
  if (from !== null) {
    const marks = place.map((_, index) => `$${index + 1}`);
    return readRows(reading, `(${place.join(', ')}) > (${marks.join(', ')}) order by ${place.join(', ')}`, [
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

async function readRows(
  { sql, choice, columns, time }: Reading,
  condition: string,
  parameters: string[],
): Promise<Found> {
  // Numbered names: a column may be called anything, also like another one in upper case.
  const list = columns.map(
    (column, index) => `${isReadAsJson(column) ? `to_json(${quote(column.name)})` : quote(column.name)} as c${index}`,
  );
  const printed = await sql.query(
    `select ${list.join(', ')} from ${tableName(choice)} where ${condition} limit ${pageSize}`,
    parameters,
  );
  const rows = printed.map((texts) =>
    Object.fromEntries(columns.map((column, index) => [column.name, convertValue(texts[`c${index}`] ?? null, column)])),
  );
  const end = printed.at(-1);
  const textOf = (name: string) => end?.[`c${columns.findIndex((column) => column.name === name)}`] ?? '';
  return { rows, last: end === undefined ? null : { at: textOf(time.name), key: choice.key.map(textOf) } };
}

function tableName({ schema, name }: TableChoice): string {
  return `${quote(schema)}.${quote(name)}`;
}

/** One value as it is; several joined by a bar, with bars of their own escaped. */
function rowKey(values: z.output<typeof row>, key: string[]): string {
  const parts = key.map((name) => {
    const value = values[name];
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
  return parts.length === 1 ? parts.join('') : parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join('|');
}
