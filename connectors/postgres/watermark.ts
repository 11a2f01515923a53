import { z } from 'zod';
import type { ConnectorSql } from '../kit/index.ts';
import type { Column } from './describe-table.ts';

/** A row's place in the order in which rows are read, as the database prints it: microseconds are kept. */
export const rowPlace = z.object({ at: z.string(), key: z.array(z.string()) });
export type RowPlace = z.output<typeof rowPlace>;

/**
 * Where an incremental pass begins.
 *
 * A transaction stamps its rows when it starts and shows them when it commits: a row can appear with a time that lies
 * before one that was read already. So a pass goes back by `overlap` and reads what it finds there once more (what did
 * not change costs nothing: changes are found by hash). Once the same last row was still the last one after more than
 * `overlap` of the database's time, whatever was open when it was first seen has ended: the place is `settled`, and a
 * quiet table costs nothing. A transaction that stays open for longer than `overlap` is caught by the next full pass.
 */
export const watermarkSchema = z.object({
  /** Of which table and column; the places of another one mean something else. */
  of: z.string(),
  last: rowPlace,
  /** The database's time when the pass began that first saw `last`. */
  since: z.string(),
  settled: z.boolean(),
});
export type Watermark = z.output<typeof watermarkSchema>;

export const overlap = `interval '60 seconds'`;

/** The database's own time, in the column's type. */
export async function readClock(sql: ConnectorSql, { type }: Column): Promise<string> {
  const [row] = await sql.query(`select ${type === 'timestamptz' ? 'now()' : 'localtimestamp'}::text as clock`);
  return z.string().parse(row?.clock);
}

interface PassEnd {
  /** As in the watermark. */
  of: string;
  column: Column;
  /** The database's time when the pass began. */
  start: string;
  /** The last row that was read, where one was. */
  last: RowPlace | null;
  before: Watermark | null;
}

export async function nextWatermark(
  sql: ConnectorSql,
  { of, column, start, last, before }: PassEnd,
): Promise<Watermark | null> {
  const seen = last ?? before?.last;
  if (seen === undefined) return null;
  const since = isSame(seen, before?.last) ? (before?.since ?? start) : start;
  const type = column.type;
  const [row] = await sql.query(
    `select $1::${type} > $2::${type} as ahead, $2::${type} - $3::${type} > ${overlap} as settled`,
    [seen.at, start, since],
  );
  // A time in the future (a planned row, a wrong clock) must not hide what changes until then.
  if (row?.ahead === 't') return { of, last: { at: start, key: [] }, since: start, settled: false };
  return { of, last: seen, since, settled: row?.settled === 't' };
}

function isSame(a: RowPlace, b: RowPlace | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
