import { z } from 'zod';

export const drive = z.string().trim().default('').meta({
  title: 'Drive',
  options: 'drives',
  description: 'A document library of SharePoint. Empty: your OneDrive.',
});
export const workbook = z
  .string()
  .trim()
  .min(1, 'Choose a workbook.')
  .meta({ title: 'Workbook', options: 'workbooks', dependsOn: 'drive' });
export const source = z
  .string()
  .regex(/^(table|sheet):./, 'Choose a table or a sheet.')
  .meta({
    title: 'Table or sheet',
    options: 'sources',
    dependsOn: 'workbook',
    description: 'The first row of a sheet holds the names of the columns.',
  });
export const sheet = z
  .string()
  .min(1, 'Choose a sheet.')
  .meta({ title: 'Sheet', options: 'sheets', dependsOn: 'workbook' });
export const column = z
  .string()
  .trim()
  .min(1, 'Choose a column.')
  .meta({ title: 'Column', options: 'columns', dependsOn: 'source' });

export const settings = z.object({
  drive,
  workbook,
  source,
  key: z.string().trim().default('').meta({
    title: 'Column that names a row',
    options: 'columns',
    dependsOn: 'source',
    description: 'Its values must differ from row to row, and stay. Empty: the first column.',
  }),
});
export type Settings = z.output<typeof settings>;

/** Which workbook. */
export type Book = {
  drive: string;
  workbook: string;
};

export const drivePath = (id: string): string => (id === '' ? '/me/drive' : `/drives/${encodeURIComponent(id)}`);
export const itemPath = (book: Book): string => `${drivePath(book.drive)}/items/${encodeURIComponent(book.workbook)}`;
export const bookPath = (book: Book): string => `${itemPath(book)}/workbook`;
/** By id or name; a name in Excel holds no slash. */
export const sheetPath = (book: Book, sheet: string): string =>
  `${bookPath(book)}/worksheets/${encodeURIComponent(sheet)}`;
export const tablePath = (book: Book, table: string): string => `${bookPath(book)}/tables/${encodeURIComponent(table)}`;
