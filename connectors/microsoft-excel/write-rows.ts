import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type WriteItem, type WriteResult, writeOneByOne } from '../kit/index.ts';
import { addressOf } from './address.ts';
import { toCell } from './cell.ts';
import { type Grid, rangePath, readCells, rowNumbers } from './grid.ts';
import { tablePath } from './settings.ts';

const nothing = z.unknown();
const added = z.looseObject({ index: z.int().nullish() });
const given = z.object({ values: z.record(z.string(), z.unknown()).default({}) });
type Values = Record<string, unknown>;

function knownOrThrow(grid: Grid, values: Values): void {
  const strange = Object.keys(values).find((name) => !grid.columns.includes(name));
  if (strange === undefined) return;
  throw new AppCallError(`There is no column ${strange}. There are: ${grid.columns.join(', ')}.`, {
    class: 'invalid',
    code: 'no_column',
    field: `values.${strange}`,
  });
}

/** How the columns show their values, by the first row: an ISO date is a date only where dates are shown. */
async function formatsOf(http: ConnectorHttp, grid: Grid): Promise<unknown[]> {
  const { sheet, top, bottom } = grid.body;
  if (bottom < top) return [];
  return (await readCells(http, grid, sheet, addressOf({ ...grid.body, bottom: top }))).formats[0] ?? [];
}

/** A cell of null stays as it is: https://learn.microsoft.com/en-us/graph/api/range-update */
const cellsOf = (grid: Grid, values: Values, formats: unknown[]): unknown[] =>
  grid.columns.map((name, index) => (name in values ? toCell(values[name], formats[index]) : null));

/** Changes the columns that are named, in one row. */
export async function changeRow(http: ConnectorHttp, grid: Grid, rowNumber: number, values: Values): Promise<void> {
  knownOrThrow(grid, values);
  await patchRow(http, grid, rowNumber, cellsOf(grid, values, await formatsOf(http, grid)));
}

async function patchRow(http: ConnectorHttp, grid: Grid, rowNumber: number, cells: unknown[]): Promise<void> {
  const address = addressOf({ ...grid.body, top: rowNumber, bottom: rowNumber });
  await http.patch(rangePath(grid, grid.body.sheet, address), nothing, { json: { values: [cells] }, repeatable: true });
}

/** Adds rows at the end, and says where the first of them stands. */
export async function addRows(http: ConnectorHttp, grid: Grid, rows: Values[]): Promise<number> {
  for (const values of rows) knownOrThrow(grid, values);
  const formats = await formatsOf(http, grid);
  return insert(
    http,
    grid,
    rows.map((values) => cellsOf(grid, values, formats)),
  );
}

async function insert(http: ConnectorHttp, grid: Grid, values: unknown[][]): Promise<number> {
  const { body, table } = grid;
  const next = Math.max(body.bottom, body.top - 1) + 1;
  if (table !== '') {
    const answer = await http.post(`${tablePath(grid, table)}/rows`, added, { json: { index: null, values } });
    const { index } = answer.body;
    return typeof index === 'number' ? body.top + index : next;
  }
  const address = addressOf({ ...body, top: next, bottom: next + values.length - 1 });
  // Not repeatable: the second time others may have written there.
  await http.patch(rangePath(grid, body.sheet, address), nothing, { json: { values } });
  return next;
}

/**
 * Writes rows by the values of a column: those found are changed where something is named, the others added at the end in
 * one call. `data` has the row's shape: `{ values: { Order: 'A-1' } }`.
 */
export async function writeRows(
  http: ConnectorHttp,
  grid: Grid,
  column: string,
  items: readonly WriteItem[],
): Promise<WriteResult[]> {
  const numbers = await rowNumbers(http, grid, column);
  const formats = await formatsOf(http, grid);
  const fresh = new Map<string, Values>();
  const results = await writeOneByOne(items, async ({ key, data }) => {
    const { values } = given.parse(data);
    knownOrThrow(grid, values);
    const name = key ?? (values[column] === undefined || values[column] === null ? '' : String(values[column]));
    if (name === '')
      throw new AppCallError(`The column ${column} names the row, and is missing.`, {
        class: 'invalid',
        code: 'no_key',
        field: `values.${column}`,
      });
    const number = numbers.get(name);
    if (number !== undefined) {
      await patchRow(http, grid, number, cellsOf(grid, values, formats));
      return { key: name, action: 'updated' };
    }
    // Twice in one batch is one row, with both.
    const isKnown = fresh.has(name);
    fresh.set(name, { [column]: name, ...fresh.get(name), ...values });
    return { key: name, action: isKnown ? 'updated' : 'created' };
  });
  if (fresh.size > 0)
    await insert(
      http,
      grid,
      [...fresh.values()].map((values) => cellsOf(grid, values, formats)),
    );
  return results;
}
