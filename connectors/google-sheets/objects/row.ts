import { z } from 'zod';
import { defineObject, type ObjectField } from '../../kit/index.ts';
import { columnsOf, keyColumn, letterOf, readValues, rowFrom, sheetNamed } from '../read-sheet.ts';
import type { Settings } from '../settings.ts';
import { upsertRows } from './upsert.ts';

export const row = z.looseObject({
  /** Where it stands now; it moves when rows above come and go. */
  rowNumber: z.int(),
  key: z.string().min(1, 'The column that names the row is empty here.'),
  values: z.record(z.string(), z.unknown()),
});

const place = z.object({ columns: z.array(z.string()), at: z.int(), rows: z.int() }).nullable();
const pageRows = 5_000;

/** A spreadsheet keeps no times and no ids, so each pass reads it whole and finds changes by comparing. */
export const rowObject = defineObject<typeof row, Settings>({
  label: 'rows',
  row,
  key: ({ key }) => key,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http, settings }, { cursor }) => {
    const { spreadsheet, sheet } = settings;
    const known = place.parse(cursor);
    const at = known ?? {
      columns: await columnsOf(http, spreadsheet, sheet),
      at: 2,
      rows: (await sheetNamed(http, spreadsheet, sheet)).rowCount,
    };
    if (at.at > at.rows) return { rows: [], next: null, total: 0 };
    const column = keyColumn(at.columns, settings.key);
    const end = Math.min(at.at + pageRows - 1, at.rows);
    const found = await readValues(http, spreadsheet, sheet, `${at.at}:${end}`);
    const rows = found
      .map((cells, index) => rowFrom(at.columns, cells, at.at + index))
      .filter(({ values }) =>
        Object.values(z.record(z.string(), z.unknown()).parse(values)).some((value) => value !== null),
      )
      .map((one) => ({ ...one, key: textOf(z.record(z.string(), z.unknown()).parse(one.values)[column]) }));
    return { rows, next: end < at.rows ? { ...at, at: end + 1 } : null };
  },
  get: async ({ http, settings }, key) => {
    const { spreadsheet, sheet } = settings;
    const columns = await columnsOf(http, spreadsheet, sheet);
    const letter = letterOf(columns.indexOf(keyColumn(columns, settings.key)));
    const keys = await readValues(http, spreadsheet, sheet, `${letter}2:${letter}`);
    const place = keys.findIndex(([value]) => textOf(value) === key);
    if (place === -1) return null;
    const at = place + 2;
    const [cells = []] = await readValues(http, spreadsheet, sheet, `${at}:${at}`);
    return { ...rowFrom(columns, cells, at), key };
  },
  describe: async ({ http, settings }) => {
    const columns = await columnsOf(http, settings.spreadsheet, settings.sheet);
    const sample = await readValues(http, settings.spreadsheet, settings.sheet, '2:51');
    return columns.map(
      (name, index): ObjectField => ({
        name: `values.${name}`,
        label: name,
        type: typeOf(sample.map((cells) => cells[index])),
        custom: true,
      }),
    );
  },
  upsert: upsertRows,
});

export const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

function typeOf(values: unknown[]): ObjectField['type'] {
  const kinds = new Set(values.filter((value) => value !== undefined && value !== '').map((value) => typeof value));
  if (kinds.size !== 1) return 'text';
  return kinds.has('number') ? 'number' : kinds.has('boolean') ? 'boolean' : 'text';
}
