import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../kit/index.ts';
import { pathOf, rangeOf, valuesPath } from './settings.ts';

const spreadsheet = z.object({
  sheets: z.array(
    z.object({
      properties: z.object({
        sheetId: z.int().default(0),
        title: z.string(),
        gridProperties: z.object({ rowCount: z.int().default(0), columnCount: z.int().default(0) }).optional(),
      }),
    }),
  ),
});
const values = z.object({ values: z.array(z.array(z.unknown())).default([]) });

export interface Sheet {
  id: number;
  title: string;
  rowCount: number;
}

export async function sheetsOf(http: ConnectorHttp, id: string): Promise<Sheet[]> {
  const { body } = await http.get(pathOf(id), spreadsheet, { query: { fields: 'sheets.properties' } });
  return body.sheets.map(({ properties }) => ({
    id: properties.sheetId,
    title: properties.title,
    rowCount: properties.gridProperties?.rowCount ?? 0,
  }));
}

export async function sheetNamed(http: ConnectorHttp, id: string, title: string): Promise<Sheet> {
  const sheets = await sheetsOf(http, id);
  const found = sheets.find((one) => one.title === title);
  if (found) return found;
  const names = sheets.map((one) => one.title).join(', ');
  throw new AppCallError(`The spreadsheet has no sheet ${title} any more. It has: ${names}.`, {
    class: 'not_found',
    code: 'no_sheet',
    field: 'sheet',
  });
}

/** The values of some cells, row by row: numbers as numbers, dates as they are shown. */
export async function readValues(http: ConnectorHttp, id: string, title: string, cells: string): Promise<unknown[][]> {
  const { body } = await http.get(valuesPath(id, rangeOf(title, cells)), values, {
    query: { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING', majorDimension: 'ROWS' },
  });
  return body.values;
}

/** The names of the columns: the texts of the first row. A column without one is called by its letter, a second of one name too. */
export async function columnsOf(http: ConnectorHttp, id: string, title: string): Promise<string[]> {
  const [first = []] = await readValues(http, id, title, '1:1');
  const seen = new Set<string>();
  return first.map((value, index) => {
    const name = value === null || value === undefined ? '' : String(value).trim();
    const unique = name === '' || seen.has(name) ? `${name}${name && ' '}${letterOf(index)}` : name;
    seen.add(unique);
    return unique;
  });
}

/** The letters of a column, from 0: A, B, … Z, AA. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

export function rowFrom(columns: string[], cells: unknown[], number: number): Record<string, unknown> {
  const entries = columns.map((name, index) => [name, cells[index] === '' ? null : (cells[index] ?? null)] as const);
  return { rowNumber: number, values: Object.fromEntries(entries) };
}

export function keyColumn(columns: string[], wanted: string): string {
  const name = wanted === '' ? columns[0] : columns.find((column) => column === wanted);
  if (name !== undefined) return name;
  throw new AppCallError(
    wanted === ''
      ? 'The first row of the sheet is empty: there are no columns to name rows by.'
      : `The sheet has no column ${wanted} any more.`,
    { class: 'invalid', code: 'no_column', field: 'key' },
  );
}
