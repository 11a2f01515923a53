import { z } from 'zod';
import { AppCallError, defineObject, hashOf, type ObjectField, type Page } from '../../kit/index.ts';
import { type Grid, gridOf, isEmpty, keyColumn, type Row, readRows, rowNumbers, textOf } from '../grid.ts';
import type { Settings } from '../settings.ts';
import { upsertRows } from './upsert.ts';

export const row = z.looseObject({
  rowNumber: z.int(),
  key: z.string().min(1, 'The column that names the row is empty here.'),
  values: z.record(z.string(), z.unknown()),
});

const cells = z.object({ sheet: z.string(), top: z.int(), left: z.int(), bottom: z.int(), right: z.int() });
const grid = z.object({
  drive: z.string(),
  workbook: z.string(),
  table: z.string(),
  columns: z.array(z.string()),
  body: cells,
});
const placeOf = z.object({
  begun: z.int(),
  /** Absent: from the first row. */
  at: z.object({ grid, row: z.int(), last: z.string() }).optional(),
});

const pageRows = 1_000;
/** So often a pass begins again because rows have moved under it. */
const mostBegun = 5;
const printOf = (one: Row | undefined): string => hashOf('sha256', JSON.stringify(one?.values ?? null)).toString('hex');

const keyed = (one: Row, column: string) => ({ ...one, key: textOf(one.values[column]) });

/**
 * A workbook keeps no times and no ids, so each pass reads all rows and finds changes by comparing. A row that is deleted
 * while the pages are read moves those below it up, past the place where the next page begins: so each page begins with the
 * last row of the one before. Where that is another row now, the pass reads from the first row again.
 */
export const rowObject = defineObject<typeof row, Settings>({
  label: 'rows',
  row,
  key: ({ key }) => key,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http, settings }, { cursor }): Promise<Page> => {
    const { begun, at: known } = placeOf.safeParse(cursor).data ?? { begun: 1 };
    const found: Grid = known?.grid ?? (await gridOf(http, settings));
    const column = keyColumn(found.columns, settings.key);
    const { top, bottom } = found.body;
    if (bottom < top) return { rows: [], next: null, total: 0 };
    const first = known?.row ?? top;
    const end = Math.min(first + pageRows - 1, bottom);
    const rows = await readRows(http, found, first, end);
    if (known !== undefined && printOf(rows[0]) !== known.last) {
      if (begun < mostBegun) return { rows: [], next: { begun: begun + 1 } };
      throw new AppCallError(
        'The rows move faster than they can be read: somebody sorts or deletes them all the time.',
        {
          class: 'conflict',
          code: 'rows_move',
        },
      );
    }
    const next = { begun, at: { grid: found, row: end, last: printOf(rows.at(-1)) } };
    return {
      rows: rows.filter((one) => !isEmpty(one)).map((one) => keyed(one, column)),
      next: end < bottom ? next : null,
    };
  },
  get: async ({ http, settings }, key) => {
    const found = await gridOf(http, settings);
    const column = keyColumn(found.columns, settings.key);
    const number = (await rowNumbers(http, found, column)).get(key);
    if (number === undefined) return null;
    const [one] = await readRows(http, found, number, number);
    return one === undefined ? null : keyed(one, column);
  },
  describe: async ({ http, settings }) => {
    const found = await gridOf(http, settings);
    const { top, bottom } = found.body;
    const sample = bottom < top ? [] : await readRows(http, found, top, Math.min(top + 49, bottom));
    return found.columns.map(
      (name): ObjectField => ({
        name: `values.${name}`,
        label: name,
        type: typeOf(sample.map(({ values }) => values[name])),
        custom: true,
      }),
    );
  },
  upsert: upsertRows,
});

const kinds: [ObjectField['type'], (value: unknown) => boolean][] = [
  ['number', (value) => typeof value === 'number'],
  ['boolean', (value) => typeof value === 'boolean'],
  ['date', (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value))],
  ['datetime', (value) => /^\d{4}-\d{2}-\d{2}(T[\d:]+)?$/.test(String(value))],
];

function typeOf(values: unknown[]): ObjectField['type'] {
  const given = values.filter((value) => value !== null);
  return (given.length > 0 && kinds.find(([, fits]) => given.every(fits))?.[0]) || 'text';
}
