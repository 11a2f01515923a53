import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { addressOf, type Cells, cellsAt } from '../address.ts';
import { toCell } from '../cell.ts';
import { rangePath, readCells as read } from '../grid.ts';
import { sheetRow, tableRow } from '../objects/lists.ts';
import { bookPath, drive, sheet, sheetPath, tablePath, workbook } from '../settings.ts';
import { nothing, sampleBook } from './fields.ts';

const book = { drive, workbook };
const cells = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,3}\d{1,7}(:[A-Z]{1,3}\d{1,7})?$/, 'Cells such as A1:C10.')
  .meta({ title: 'Cells', placeholder: 'A1:C10' });
const example = { ...sampleBook, sheet: 'Sheet1' };

function blockAt(address: string): Cells {
  const block = cellsAt(address);
  if (block !== undefined && block.right >= block.left && block.bottom >= block.top) return block;
  throw new AppCallError('The cells must be named from the upper left to the lower right, such as A1:C10.', {
    class: 'invalid',
    code: 'no_block',
    field: 'cells',
  });
}

export const readCells = defineAction({
  title: 'Read cells',
  description: 'Dates as dates, empty cells as null.',
  input: z.object({ ...book, sheet, cells }),
  output: z.object({ values: z.array(z.array(z.unknown())) }),
  effect: 'reads',
  repeat: 'natural',
  example: { ...example, cells: 'A1:C10' },
  run: async ({ http }, input) => ({
    values: (await read(http, input, input.sheet, addressOf(blockAt(input.cells)))).values,
  }),
});

export const writeCells = defineAction({
  title: 'Write cells',
  description: 'Values of null leave a cell as it is, an empty text empties it.',
  input: z.object({
    ...book,
    sheet,
    cells: cells.meta({ title: 'First cell', description: 'Or all of them.', placeholder: 'A1' }),
    values: z
      .array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))
      .min(1, 'Which values?')
      .meta({ title: 'Rows of values' }),
    formulas: z.boolean().default(false).meta({
      title: 'As if typed in',
      description: 'Texts become dates, numbers and formulas. Else a text stays a text.',
    }),
  }),
  output: z.object({ cells: z.string() }),
  effect: 'writes',
  repeat: 'natural',
  example: { ...example, cells: 'A1', values: [['Order', 'Total']] },
  run: async ({ http }, input) => {
    const { top, left } = blockAt(input.cells);
    const width = Math.max(1, ...input.values.map((row) => row.length));
    const at = addressOf({ top, left, bottom: top + input.values.length - 1, right: left + width - 1 });
    if (input.cells.includes(':') && at !== addressOf(blockAt(input.cells)))
      throw new AppCallError(`The values fill ${at}, not ${input.cells}.`, {
        class: 'invalid',
        code: 'wrong_size',
        field: 'values',
      });
    const values = input.values.map((row) =>
      Array.from({ length: width }, (_, index) => {
        const value = row[index] ?? null;
        return value === null || input.formulas ? value : toCell(value);
      }),
    );
    await http.patch(rangePath(input, input.sheet, at), nothing, { json: { values }, repeatable: true });
    return { cells: at };
  },
});

export const clearCells = defineAction({
  title: 'Empty cells',
  description: 'The values go; how they look stays.',
  input: z.object({ ...book, sheet, cells }),
  output: z.object({ cells: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { ...example, cells: 'A2:C10' },
  run: async ({ http }, input) => {
    const at = addressOf(blockAt(input.cells));
    const json = { applyTo: 'Contents' };
    await http.post(`${rangePath(input, input.sheet, at)}/clear`, nothing, { json, repeatable: true });
    return { cells: at };
  },
});

const name = z
  .string()
  .trim()
  .min(1, 'A name.')
  .max(31, 'At most 31 letters.')
  .regex(/^[^\\/?*[\]:]+$/, 'Without \\ / ? * [ ] and colons.')
  .meta({ title: 'Name' });

export const addSheet = defineAction({
  title: 'Add a sheet',
  input: z.object({ ...book, name }),
  output: sheetRow,
  effect: 'writes',
  repeat: 'none',
  example: { ...sampleBook, name: 'Returns' },
  run: async ({ http }, input) =>
    (await http.post(`${bookPath(input)}/worksheets/add`, sheetRow, { json: { name: input.name } })).body,
});

export const deleteSheet = defineAction({
  title: 'Delete a sheet',
  description: 'With all that is in it. The last one of a workbook stays.',
  input: z.object({ ...book, sheet }),
  output: z.object({ sheet: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  example,
  run: async ({ http }, input) => {
    await http.delete(sheetPath(input, input.sheet), nothing);
    return { sheet: input.sheet };
  },
});

const list = z.looseObject({ value: z.array(sheetRow).default([]) });

export const listSheets = defineAction({
  title: 'List the sheets of a workbook',
  input: z.object(book),
  output: z.object({ sheets: z.array(sheetRow) }),
  effect: 'reads',
  repeat: 'natural',
  example: sampleBook,
  run: async ({ http }, input) => ({ sheets: (await http.get(`${bookPath(input)}/worksheets`, list)).body.value }),
});

export const createTable = defineAction({
  title: 'Make a table of cells',
  description: 'Their first row holds the names of its columns.',
  input: z.object({
    ...book,
    sheet,
    cells,
    name: z
      .string()
      .trim()
      .regex(/^[\p{L}_][\p{L}\p{N}_.]*$/u, 'Letters, digits and _, beginning with a letter.')
      .optional()
      .meta({ title: 'Name' }),
  }),
  output: tableRow,
  effect: 'writes',
  repeat: 'none',
  example: { ...example, cells: 'A1:C1', name: 'Returns' },
  run: async ({ http }, input) => {
    const json = { address: addressOf(blockAt(input.cells)), hasHeaders: true };
    const { body } = await http.post(`${sheetPath(input, input.sheet)}/tables/add`, tableRow, { json });
    if (input.name === undefined) return body;
    const renamed = { json: { name: input.name }, repeatable: true };
    return (await http.patch(tablePath(input, body.id), tableRow, renamed)).body;
  },
});
