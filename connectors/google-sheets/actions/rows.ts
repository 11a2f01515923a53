import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { columnsOf, keyColumn, letterOf, readValues, rowFrom, sheetNamed } from '../read-sheet.ts';
import { pathOf, rangeOf, sheet, spreadsheet, valuesPath } from '../settings.ts';

const values = z.record(z.string(), z.unknown()).meta({ title: 'Values', description: 'By the names of the columns.' });
const written = z.looseObject({ updates: z.looseObject({ updatedRange: z.string().optional() }).optional() });
const nothing = z.looseObject({});
const rowNumber = z
  .int()
  .min(2)
  .meta({ title: 'Row', description: 'Its number in the sheet; 1 are the names of the columns.' });

function cellsOf(columns: string[], given: Record<string, unknown>): unknown[] {
  const unknown = Object.keys(given).find((name) => !columns.includes(name));
  if (unknown === undefined) return columns.map((name) => given[name] ?? null);
  throw new AppCallError(`The sheet has no column ${unknown}. It has: ${columns.join(', ')}.`, {
    class: 'invalid',
    code: 'no_column',
    field: `values.${unknown}`,
  });
}

export const appendRow = defineAction({
  title: 'Add a row',
  input: z.object({ spreadsheet, sheet, values }),
  output: z.object({ range: z.string() }),
  effect: 'writes',
  repeat: 'none',
  example: {
    spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms',
    sheet: 'Orders',
    values: { Order: 'A-1', Total: 19.99 },
  },
  run: async ({ http }, input) => {
    const columns = await columnsOf(http, input.spreadsheet, input.sheet);
    const { body } = await http.post(`${valuesPath(input.spreadsheet, rangeOf(input.sheet, 'A1'))}:append`, written, {
      query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
      json: { majorDimension: 'ROWS', values: [cellsOf(columns, input.values)] },
    });
    return { range: body.updates?.updatedRange ?? '' };
  },
});

export const updateRow = defineAction({
  title: 'Change a row',
  description: 'The columns that are named; the others stay as they are.',
  input: z.object({ spreadsheet, sheet, rowNumber, values }),
  output: z.object({ rowNumber: z.int() }),
  effect: 'writes',
  repeat: 'natural',
  example: {
    spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms',
    sheet: 'Orders',
    rowNumber: 7,
    values: { Total: 5 },
  },
  run: async ({ http }, input) => {
    const columns = await columnsOf(http, input.spreadsheet, input.sheet);
    // Also says which name is wrong.
    cellsOf(columns, input.values);
    const data = Object.entries(input.values).map(([name, value]) => ({
      range: rangeOf(input.sheet, `${letterOf(columns.indexOf(name))}${input.rowNumber}`),
      values: [[value ?? '']],
    }));
    await http.post(`${pathOf(input.spreadsheet)}/values:batchUpdate`, nothing, {
      json: { valueInputOption: 'RAW', data },
      repeatable: true,
    });
    return { rowNumber: input.rowNumber };
  },
});

export const findRows = defineAction({
  title: 'Find rows by a value',
  input: z.object({
    spreadsheet,
    sheet,
    column: z.string().min(1).meta({ title: 'Column', options: 'columns', dependsOn: 'sheet' }),
    value: z.union([z.string(), z.number(), z.boolean()]).meta({ title: 'Value' }),
  }),
  output: z.object({ rows: z.array(z.looseObject({ rowNumber: z.int(), values: z.record(z.string(), z.unknown()) })) }),
  effect: 'reads',
  repeat: 'natural',
  example: {
    spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms',
    sheet: 'Orders',
    column: 'Order',
    value: 'A-1',
  },
  run: async ({ http }, input) => {
    const columns = await columnsOf(http, input.spreadsheet, input.sheet);
    const at = columns.indexOf(keyColumn(columns, input.column));
    const found = await readValues(http, input.spreadsheet, input.sheet, `A2:${letterOf(columns.length - 1)}`);
    const rows = found
      .map((cells, index) => ({ cells, number: index + 2 }))
      .filter(({ cells }) => String(cells[at] ?? '') === String(input.value))
      .map(({ cells, number }) =>
        z
          .object({ rowNumber: z.int(), values: z.record(z.string(), z.unknown()) })
          .parse(rowFrom(columns, cells, number)),
      );
    return { rows };
  },
});

export const deleteRow = defineAction({
  title: 'Delete a row',
  description: 'The rows below move up.',
  input: z.object({ spreadsheet, sheet, rowNumber }),
  output: z.object({ rowNumber: z.int() }),
  effect: 'destroys',
  repeat: 'none',
  example: { spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms', sheet: 'Orders', rowNumber: 7 },
  run: async ({ http }, input) => {
    const { id: sheetId } = await sheetNamed(http, input.spreadsheet, input.sheet);
    const range = { sheetId, dimension: 'ROWS', startIndex: input.rowNumber - 1, endIndex: input.rowNumber };
    await http.post(`${pathOf(input.spreadsheet)}:batchUpdate`, nothing, {
      json: { requests: [{ deleteDimension: { range } }] },
    });
    return { rowNumber: input.rowNumber };
  },
});
