import { z } from 'zod';

export const spreadsheet = z
  .string()
  .trim()
  .min(1, 'Choose a spreadsheet.')
  // Somebody who pastes the address means the id in it.
  .transform((value) => /\/spreadsheets\/d\/([\w-]+)/.exec(value)?.[1] ?? value)
  .pipe(z.string().regex(/^[\w-]+$/, 'Choose a spreadsheet, or paste its address.'))
  .meta({ title: 'Spreadsheet', options: 'spreadsheets' });

export const sheet = z
  .string()
  .min(1, 'Choose a sheet.')
  .meta({ title: 'Sheet', options: 'sheets', dependsOn: 'spreadsheet' });

export const settings = z.object({
  spreadsheet,
  sheet,
  key: z.string().trim().default('').meta({
    title: 'Column that names a row',
    options: 'columns',
    dependsOn: 'sheet',
    description: 'Its values must differ from row to row, and stay. Empty: the first column.',
  }),
});

export type Settings = z.output<typeof settings>;

export const pathOf = (id: string): string => `/v4/spreadsheets/${encodeURIComponent(id)}`;
/** The name of a sheet may hold anything; quoted, it is a name and no formula. */
export const rangeOf = (title: string, cells: string): string => `'${title.replaceAll("'", "''")}'!${cells}`;
export const valuesPath = (id: string, range: string): string => `${pathOf(id)}/values/${encodeURIComponent(range)}`;
