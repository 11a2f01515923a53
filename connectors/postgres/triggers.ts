import { z } from 'zod';
import type { ConnectorContext, ConnectorTrigger, Json } from '../kit/index.ts';
import { type Column, changeColumn, creationColumn, describeTable } from './describe-table.ts';
import { placeOf, pullRows, type Reading } from './pull-rows.ts';
import { readRow, selectList } from './read-row.ts';
import { row } from './row.ts';
import { rowKey } from './row-key.ts';
import { settings } from './settings.ts';
import { quote, readTableChoice, tableName } from './table-choice.ts';
import { overlap, readClock, watermarkSchema } from './watermark.ts';

const cursorSchema = z
  .object({
    of: z.string(),
    watermark: watermarkSchema,
    /** The page of this look that comes next. */
    next: z.json(),
    /** Rows that were there when the watching began, and lie so close before it that they are read once more. */
    seen: z.array(z.string()),
  })
  .nullable()
  .catch(null);

const mostSeen = 5_000;

/**
 * Looks as an incremental pass does: in the order of (time, key), back by a minute until the last row has stayed the last for that
 * long, so that what is committed late is found. A row that is read twice has the same id and version, and runs once.
 */
async function look(reading: Reading, before: Json): Promise<{ rows: Named[]; cursor: Json }> {
  const of = placeOf(reading);
  const known = cursorSchema.parse(before);
  // The places of another table or column mean something else: the watching begins anew.
  if (known?.of !== of) return { rows: [], cursor: await begin(reading, of) };
  const page = await pullRows(reading, { mode: 'incremental', cursor: known.next, watermark: known.watermark });
  const named = page.rows.map((data) => nameOf(row.parse(data), reading));
  const met = new Set(named.map(({ name }) => name));
  const isWhole = known.next === null && page.next === null;
  return {
    rows: named.filter(({ name }) => !known.seen.includes(name)),
    cursor: {
      of,
      watermark: page.next === null ? watermarkSchema.parse(page.watermark ?? known.watermark) : known.watermark,
      next: page.next,
      // What a whole look no longer meets has changed, or lies too far back to be met again.
      seen: isWhole ? known.seen.filter((name) => met.has(name)) : known.seen,
    },
  };
}

interface Named {
  key: string;
  version: string;
  name: string;
  data: z.output<typeof row>;
}

function nameOf(data: z.output<typeof row>, { choice, time }: Reading): Named {
  const key = rowKey(data, choice.key);
  const version = String(data[time.name]);
  return { key, version, name: JSON.stringify([key, version]), data };
}

async function begin({ sql, choice, time, columns }: Reading, of: string): Promise<Json> {
  const at = await readClock(sql, time);
  const named = columns.filter(({ name }) => name === time.name || choice.key.includes(name));
  const recent = await sql.query(
    `select ${selectList(named)} from ${tableName(choice)}
      where ${quote(time.name)} > $1::${time.type} - ${overlap} order by ${quote(time.name)} desc limit ${mostSeen}`,
    [at],
  );
  const seen = recent.map((texts) => nameOf(readRow(texts, named), { sql, choice, time, columns }).name);
  return { of, watermark: { of, last: { at, key: [] }, since: at, settled: false }, next: null, seen };
}

type TimeOf = (columns: Column[], chosen: string) => Column;

async function readingOf({ sql, settings: answers }: ConnectorContext, timeOf: TimeOf): Promise<Reading> {
  const { table, updatedAt } = settings.parse(answers);
  const choice = readTableChoice(table);
  const columns = await describeTable(sql, choice);
  return { sql, choice, columns, time: timeOf(columns, updatedAt) };
}

const sample = { id: 1, name: 'Globex', created_at: '2026-11-21T09:00:00Z', updated_at: '2026-11-21T09:00:00Z' };

export const triggers: Record<string, ConnectorTrigger> = {
  rowChanged: {
    title: 'A row was added or changed',
    description: 'Of the table of the settings, by its column with the time of the last change.',
    via: 'poll',
    output: row,
    sample,
    poll: async (context, { cursor }) => {
      const { rows, cursor: next } = await look(await readingOf(context, changeColumn), cursor);
      return { items: rows.map(({ key, version, data }) => ({ id: key, version, data })), cursor: next };
    },
  },
  rowAdded: {
    title: 'A row was added',
    description: 'Of the table of the settings, by a column such as created_at.',
    via: 'poll',
    output: row,
    sample,
    poll: async (context, { cursor }) => {
      const { rows, cursor: next } = await look(await readingOf(context, creationColumn), cursor);
      return { items: rows.map(({ key, data }) => ({ id: key, data })), cursor: next };
    },
  },
};
