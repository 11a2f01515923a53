import { z } from 'zod';
import { AppCallError, allPages, type ConnectorHttp } from '../kit/index.ts';
import { addressOf, type Cells, cellsAt, letterOf } from './address.ts';
import { fromCell } from './cell.ts';
import { type Book, sheetPath, tablePath } from './settings.ts';

const placed = z.looseObject({ address: z.string() });
const range = z.looseObject({
  values: z.array(z.array(z.unknown())).nullish(),
  numberFormat: z.array(z.array(z.unknown())).nullish(),
});
const names = z.array(z.looseObject({ name: z.unknown().optional() }));

/** A table, or a sheet with the names of its columns in the first row. */
export type Grid = Book & {
  /** Empty: it is a sheet. */
  table: string;
  columns: string[];
  /** Where its rows stand, without the names. `bottom` is above `top` where there are none. */
  body: Cells;
};

export interface Row {
  /** Where it stands now; it moves when rows above come and go. */
  rowNumber: number;
  values: Record<string, unknown>;
}

/** The address is one that we have made, or that was judged: nothing of a customer's gets into the path unread. */
export const rangePath = (book: Book, sheet: string, address: string): string =>
  `${sheetPath(book, sheet)}/range(address='${address}')`;

/** Values as people read them: dates as dates, empty cells as null. */
export async function readCells(
  http: ConnectorHttp,
  book: Book,
  sheet: string,
  address: string,
): Promise<{ values: unknown[][]; formats: unknown[][] }> {
  const query = { $select: 'values,numberFormat' };
  const { values, numberFormat } = (await http.get(rangePath(book, sheet, address), range, { query })).body;
  const formats = numberFormat ?? [];
  return {
    values: (values ?? []).map((cells, row) => cells.map((value, column) => fromCell(value, formats[row]?.[column]))),
    formats,
  };
}

/** A column without a name is called by its letter, a second one of a name too. */
function unique(given: unknown[], left: number): string[] {
  const seen = new Set<string>();
  return given.map((value, index) => {
    const name = value === null || value === undefined ? '' : String(value).trim();
    const own = name === '' || seen.has(name) ? `${name}${name && ' '}${letterOf(left + index)}` : name;
    seen.add(own);
    return own;
  });
}

function cellsOrThrow(address: string): Cells {
  const cells = cellsAt(address);
  if (cells !== undefined) return cells;
  throw new AppCallError(`Excel names cells that are no block: ${address}.`, { class: 'protocol', code: 'no_block' });
}

async function tableGrid(http: ConnectorHttp, book: Book, table: string): Promise<Grid> {
  const path = tablePath(book, table);
  const given: unknown[] = [];
  const request = { path: `${path}/columns`, query: { $select: 'name' } };
  const pager = { kind: 'link', from: "['@odata.nextLink']" } as const;
  for await (const rows of allPages({ http }, { pager, request, rows: 'value' }))
    given.push(...names.parse(rows).map(({ name }) => name));
  const { body } = await http.get(`${path}/dataBodyRange`, placed, { query: { $select: 'address' } });
  const at = cellsOrThrow(body.address);
  return { ...book, table, columns: unique(given, at.left), body: at };
}

async function sheetGrid(http: ConnectorHttp, book: Book, sheet: string): Promise<Grid> {
  const path = `${sheetPath(book, sheet)}/usedRange(valuesOnly=true)`;
  const used = cellsOrThrow((await http.get(path, placed, { query: { $select: 'address' } })).body.address);
  const { values } = await readCells(http, book, sheet, addressOf({ ...used, bottom: used.top }));
  return {
    ...book,
    table: '',
    columns: unique(values[0] ?? [], used.left),
    body: { ...used, sheet, top: used.top + 1 },
  };
}

export function gridOf(http: ConnectorHttp, place: Book & { source: string }): Promise<Grid> {
  const { drive, workbook, source } = place;
  const name = source.slice(source.indexOf(':') + 1);
  return source.startsWith('table:')
    ? tableGrid(http, { drive, workbook }, name)
    : sheetGrid(http, { drive, workbook }, name);
}

/** Some of its rows, with those that are empty. */
export async function readRows(http: ConnectorHttp, grid: Grid, top: number, bottom: number): Promise<Row[]> {
  const { values } = await readCells(http, grid, grid.body.sheet, addressOf({ ...grid.body, top, bottom }));
  return values.map((cells, index) => ({
    rowNumber: top + index,
    values: Object.fromEntries(grid.columns.map((name, column) => [name, cells[column] ?? null])),
  }));
}

export const isEmpty = ({ values }: Row): boolean => Object.values(values).every((value) => value === null);

/** A value as it names a row. */
export const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** The number of the row that a value names; undefined where none is named so. */
export async function rowNumbers(http: ConnectorHttp, grid: Grid, column: string): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  const { sheet, top, bottom, left } = grid.body;
  if (bottom < top) return numbers;
  const at = left + grid.columns.indexOf(column);
  const { values } = await readCells(http, grid, sheet, addressOf({ top, bottom, left: at, right: at }));
  for (const [index, [value]] of values.entries()) {
    const name = textOf(value);
    if (name !== '' && !numbers.has(name)) numbers.set(name, top + index);
  }
  return numbers;
}

export function keyColumn(columns: string[], wanted: string): string {
  const name = wanted === '' ? columns[0] : columns.find((column) => column === wanted);
  if (name !== undefined) return name;
  const message =
    wanted === ''
      ? 'There are no columns to name rows by.'
      : `There is no column ${wanted} any more. There are: ${columns.join(', ')}.`;
  throw new AppCallError(message, { class: 'invalid', code: 'no_column', field: 'key' });
}
