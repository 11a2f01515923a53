import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { type Grid, gridOf, isEmpty, keyColumn, type Row, rangePath, readRows, textOf } from '../grid.ts';
import { column, drive, source, tablePath, workbook } from '../settings.ts';
import { addRows, changeRow, writeRows } from '../write-rows.ts';
import { nothing, sampleBook } from './fields.ts';

const place = { drive, workbook, source };
const values = z.record(z.string(), z.unknown()).meta({ title: 'Values', description: 'By the names of the columns.' });
const rowNumber = z.int().min(1).meta({ title: 'Row', description: 'Its number in the sheet.' });
const row = z.object({ rowNumber: z.int(), values: z.record(z.string(), z.unknown()) });
const example = { ...sampleBook, source: 'table:Orders' };

/** The row is one of those below the names of the columns. */
function inside(grid: Grid, number: number): void {
  const { top, bottom } = grid.body;
  if (number >= top && number <= bottom) return;
  throw new AppCallError(bottom < top ? 'There are no rows.' : `The rows are those from ${top} to ${bottom}.`, {
    class: 'not_found',
    code: 'no_row',
    field: 'rowNumber',
  });
}

export const addRow = defineAction({
  title: 'Add a row',
  description: 'At the end.',
  input: z.object({ ...place, values }),
  output: z.object({ rowNumber: z.int() }),
  effect: 'writes',
  repeat: 'none',
  example: { ...example, values: { Order: 'A-1', Total: 19.99 } },
  run: async ({ http }, input) => ({ rowNumber: await addRows(http, await gridOf(http, input), [input.values]) }),
});

export const addManyRows = defineAction({
  title: 'Add rows',
  description: 'At the end, all in one call.',
  input: z.object({ ...place, rows: z.array(values).min(1, 'Which rows?').max(1_000).meta({ title: 'Rows' }) }),
  output: z.object({ rowNumber: z.int(), added: z.int() }),
  effect: 'writes',
  repeat: 'none',
  example: { ...example, rows: [{ Order: 'A-1', Total: 19.99 }, { Order: 'A-2' }] },
  run: async ({ http }, input) => ({
    rowNumber: await addRows(http, await gridOf(http, input), input.rows),
    added: input.rows.length,
  }),
});

export const updateRow = defineAction({
  title: 'Change a row',
  description: 'The columns that are named; the others stay as they are, formulas too.',
  input: z.object({ ...place, rowNumber, values }),
  output: z.object({ rowNumber: z.int() }),
  effect: 'writes',
  repeat: 'natural',
  example: { ...example, rowNumber: 2, values: { Total: 5 } },
  run: async ({ http }, input) => {
    const grid = await gridOf(http, input);
    inside(grid, input.rowNumber);
    await changeRow(http, grid, input.rowNumber, input.values);
    return { rowNumber: input.rowNumber };
  },
});

export const saveRow = defineAction({
  title: 'Add or change a row',
  description: 'By the value of a column.',
  input: z.object({ ...place, column, values }),
  output: z.object({ key: z.string(), created: z.boolean() }),
  effect: 'writes',
  repeat: 'natural',
  example: { ...example, column: 'Order', values: { Order: 'A-1', Total: 19.99 } },
  run: async ({ http }, input) => {
    const grid = await gridOf(http, input);
    const [result] = await writeRows(http, grid, keyColumn(grid.columns, input.column), [
      { data: { values: input.values } },
    ]);
    if (result !== undefined && 'key' in result) return { key: result.key, created: result.action === 'created' };
    const { class: errorClass = 'internal', message = 'Nothing was written.', ...words } = result?.error ?? {};
    throw new AppCallError(message, { class: errorClass, ...words });
  },
});

const pageRows = 1_000;

export const findRows = defineAction({
  title: 'Find rows by a value',
  input: z.object({
    ...place,
    column,
    value: z.union([z.string(), z.number(), z.boolean()]).meta({ title: 'Value' }),
    most: z.int().min(1).max(500).default(100).meta({ title: 'At most' }),
  }),
  output: z.object({ rows: z.array(row), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { ...example, column: 'Order', value: 'A-1' },
  run: async ({ http }, input) => {
    const grid = await gridOf(http, input);
    const name = keyColumn(grid.columns, input.column);
    const { top, bottom } = grid.body;
    const rows: Row[] = [];
    for (let at = top; at <= bottom && rows.length <= input.most; at += pageRows) {
      const page = await readRows(http, grid, at, Math.min(at + pageRows - 1, bottom));
      rows.push(...page.filter((one) => !isEmpty(one) && textOf(one.values[name]) === String(input.value)));
    }
    return { rows: rows.slice(0, input.most), hasMore: rows.length > input.most };
  },
});

export const deleteRow = defineAction({
  title: 'Delete a row',
  description: 'The rows below move up.',
  input: z.object({ ...place, rowNumber }),
  output: z.object({ rowNumber: z.int() }),
  effect: 'destroys',
  repeat: 'none',
  example: { ...example, rowNumber: 2 },
  run: async ({ http }, input) => {
    const grid = await gridOf(http, input);
    inside(grid, input.rowNumber);
    const { rowNumber: number } = input;
    if (grid.table !== '') {
      const index = number - grid.body.top;
      await http.delete(`${tablePath(grid, grid.table)}/rows/itemAt(index=${index})`, nothing);
    } else {
      const json = { shift: 'Up' };
      await http.post(`${rangePath(grid, grid.body.sheet, `${number}:${number}`)}/delete`, nothing, { json });
    }
    return { rowNumber: number };
  },
});
