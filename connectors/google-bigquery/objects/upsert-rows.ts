import {
  type ConnectorContext,
  isAppCallError,
  type Upsert,
  type WriteItem,
  type WriteResult,
} from '../../kit/index.ts';
import { rowsOf, startQuery } from '../run-query.ts';
import type { Settings } from '../settings.ts';
import { type Column, chosenTable, columnsOf, namedColumn, quoted, sqlType } from '../table.ts';
import { mergeStatement, valuesText } from './merge.ts';
import { keyColumns, keyOf, keyParts } from './row-key.ts';

interface Ready {
  index: number;
  key: string;
  data: Record<string, unknown>;
  columns: Column[];
}
type Context = ConnectorContext<Settings>;

const refusal = (message: string, code: string, field?: string): WriteResult => ({
  error: { class: 'invalid', code, message, ...(field !== undefined && { field }) },
});

function prepare(item: WriteItem, index: number, names: string[], known: Column[]): Ready | WriteResult {
  const parts = item.key === undefined ? undefined : keyParts(item.key, names.length);
  const ofKey = Object.fromEntries(names.map((name, at) => [name, parts?.[at]]));
  const data = parts === undefined ? item.data : { ...item.data, ...ofKey };
  const key = keyOf(data, names);
  if (key === undefined) return refusal('The columns that name the row are empty.', 'no_key', names[0]);
  const columns: Column[] = [];
  for (const name of Object.keys(data)) {
    const found = known.find((one) => one.name === name);
    if (found === undefined) return refusal(`The table has no column «${name}».`, 'no_column', name);
    if (sqlType(found) === 'STRUCT') return refusal('Records can’t be written this way.', 'record', name);
    columns.push(found);
  }
  return { index, key, data, columns: columns.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
}

/** Keys of these rows that are in the table. */
async function present({ http, settings }: Context, keys: Column[], rows: Ready[]): Promise<Set<string>> {
  const { project, dataset, table } = chosenTable(settings);
  const names = keys.map(({ name }) => name);
  const [first] = keys;
  if (first === undefined) return new Set();
  const list = rows.map(({ data }) => String(data[first.name]));
  const answer = await startQuery(http, {
    project,
    query: `SELECT DISTINCT ${names.map((name) => quoted(name)).join(', ')} FROM ${quoted(project, dataset, table)} WHERE ${quoted(first.name)} IN UNNEST(@keys)`,
    parameters: [{ name: 'keys', type: sqlType(first), value: null, list }],
    gigabytes: settings.gigabytes,
    rows: 10_000,
  });
  return new Set(rowsOf(answer).flatMap((row) => keyOf(row, names) ?? []));
}

async function merge(context: Context, keys: Column[], rows: Ready[]): Promise<WriteResult[]> {
  const { http, settings } = context;
  const { project, dataset, table } = chosenTable(settings);
  const [first] = rows;
  if (first === undefined) return [];
  // A merge refuses a key that comes twice; the last one counts.
  const once = [...new Map(rows.map((one) => [one.key, one])).values()];
  const known = await present(context, keys, once);
  await startQuery(http, {
    project,
    query: mergeStatement({ project, dataset, table }, first.columns, keys),
    parameters: [
      {
        name: 'rows',
        type: 'STRING',
        value: valuesText(
          first.columns,
          once.map(({ data }) => data),
        ),
      },
    ],
    gigabytes: settings.gigabytes,
    rows: 1,
  });
  return rows.map(({ key }) => ({ key, action: known.has(key) ? 'updated' : 'created' }));
}

/** A merge that fails has written nothing, so its rows are tried one by one, and only the bad one is refused. */
async function mergeOrEach(context: Context, keys: Column[], rows: Ready[]): Promise<WriteResult[]> {
  try {
    return await merge(context, keys, rows);
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'invalid') throw error;
    const [only, ...others] = rows;
    if (only === undefined) return [];
    if (others.length === 0) {
      const { code = 'invalid', appMessage = error.message, field } = error.details;
      return [refusal(appMessage, code, field)];
    }
    const results: WriteResult[] = [];
    for (const one of rows) results.push(...(await mergeOrEach(context, keys, [one])));
    return results;
  }
}

/**
 * MERGE and not `insertAll`: it finds the row by its key and leaves one, however often it is sent, while a streamed row is known
 * again for about a minute only, and can't be changed for half an hour after.
 */
export const upsertRows: Upsert<Settings> = {
  batch: 500,
  matchBy: [],
  example: [{ data: { id: 'A-1', total: 19.5 } }, { key: 'A-2', data: { total: 7 } }],
  write: async (context, items) => {
    const names = keyColumns(context.settings);
    const known = await columnsOf(context.http, chosenTable(context.settings));
    const keys = names.map((name) => namedColumn(known, name, 'key'));
    const results: WriteResult[] = items.map(() => refusal('It was not written.', 'not_written'));
    const groups = new Map<string, Ready[]>();
    for (const [index, item] of items.entries()) {
      const one = prepare(item, index, names, known);
      if (!('columns' in one)) results[index] = one;
      // A column that was not given keeps its value: rows with the same columns go together.
      else groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
    }
    for (const rows of groups.values()) {
      for (const [at, one] of (await mergeOrEach(context, keys, rows)).entries()) {
        const index = rows[at]?.index;
        if (index !== undefined) results[index] = one;
      }
    }
    return results;
  },
};

const groupOf = ({ columns }: Ready): string => JSON.stringify(columns.map(({ name }) => name));
