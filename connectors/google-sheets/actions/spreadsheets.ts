import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { pathOf, rangeOf, sheet, spreadsheet, valuesPath } from '../settings.ts';

const made = z.looseObject({ spreadsheetId: z.string(), spreadsheetUrl: z.string().optional() });
const nothing = z.looseObject({});
const id = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms';
const cells = z
  .string()
  .regex(/^[A-Z]*\d*(:[A-Z]*\d*)?$/, 'Cells such as A1:C10.')
  .meta({ title: 'Cells', placeholder: 'A1:C10' });

export const createSpreadsheet = defineAction({
  title: 'Create a spreadsheet',
  input: z.object({
    title: z.string().min(1).meta({ title: 'Name' }),
    sheet: z.string().min(1).default('Sheet1').meta({ title: 'Name of its sheet' }),
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  example: { title: 'Orders of 2026', sheet: 'Orders' },
  run: async ({ http }, input) => {
    const json = { properties: { title: input.title }, sheets: [{ properties: { title: input.sheet } }] };
    return (await http.post('/v4/spreadsheets', made, { json })).body;
  },
});

export const addSheet = defineAction({
  title: 'Add a sheet',
  input: z.object({ spreadsheet, title: z.string().min(1).meta({ title: 'Name' }) }),
  output: z.object({ title: z.string() }),
  effect: 'writes',
  // A second one of the same name is refused.
  repeat: 'natural',
  example: { spreadsheet: id, title: 'Returns' },
  run: async ({ http }, input) => {
    const json = { requests: [{ addSheet: { properties: { title: input.title } } }] };
    await http.post(`${pathOf(input.spreadsheet)}:batchUpdate`, nothing, { json });
    return { title: input.title };
  },
});

const values = z.object({ values: z.array(z.array(z.unknown())).default([]) });

export const readCells = defineAction({
  title: 'Read cells',
  input: z.object({ spreadsheet, sheet, cells }),
  output: values,
  effect: 'reads',
  repeat: 'natural',
  example: { spreadsheet: id, sheet: 'Orders', cells: 'A1:C10' },
  run: async ({ http }, input) =>
    (
      await http.get(valuesPath(input.spreadsheet, rangeOf(input.sheet, input.cells)), values, {
        query: { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING' },
      })
    ).body,
});

export const writeCells = defineAction({
  title: 'Write cells',
  description: 'As they are: a text that begins with = is no formula.',
  input: z.object({
    spreadsheet,
    sheet,
    cells,
    values: z.array(z.array(z.unknown())).min(1).meta({ title: 'Rows of values' }),
  }),
  output: z.looseObject({ updatedCells: z.int().optional() }),
  effect: 'writes',
  repeat: 'natural',
  example: { spreadsheet: id, sheet: 'Orders', cells: 'A1:B1', values: [['Order', 'Total']] },
  run: async ({ http }, input) =>
    (
      await http.put(
        valuesPath(input.spreadsheet, rangeOf(input.sheet, input.cells)),
        z.looseObject({ updatedCells: z.int().optional() }),
        {
          query: { valueInputOption: 'RAW' },
          json: { majorDimension: 'ROWS', values: input.values },
          repeatable: true,
        },
      )
    ).body,
});

export const clearCells = defineAction({
  title: 'Empty cells',
  description: 'The values go; how they look stays.',
  input: z.object({ spreadsheet, sheet, cells }),
  output: z.looseObject({ clearedRange: z.string().optional() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { spreadsheet: id, sheet: 'Orders', cells: 'A2:C10' },
  run: async ({ http }, input) =>
    (
      await http.post(
        `${valuesPath(input.spreadsheet, rangeOf(input.sheet, input.cells))}:clear`,
        z.looseObject({ clearedRange: z.string().optional() }),
        { json: {}, repeatable: true },
      )
    ).body,
});
