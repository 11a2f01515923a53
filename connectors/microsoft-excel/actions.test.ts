import { describe, expect, it } from 'vitest';
import { app, at, book, cells, refusal, run, table } from './test-excel.ts';

const orders = { workbook: 'w1', source: 'table:t1' };
const onSheet = { workbook: 'w1', source: 'sheet:Sheet1' };
const sheet = { workbook: 'w1', sheet: "Ada's" };
const onRange = (method: string, address: string, more = '', name = 'Orders') =>
  at(method, `${book}/worksheets/${encodeURIComponent(name)}/range(address='${address}')${more}`);
const done = (request: string) => ({ request, json: {} });
const asked = () => app.play(...table(['Order', 'Total'], 'Orders!A2:B3'));
const plain = () => app.play(cells('A2:B2', [['A-1', 1]]));
const used = () =>
  app.play(
    {
      request: at('GET', `${book}/worksheets/Sheet1/usedRange(valuesOnly=true)`, { $select: 'address' }),
      json: { address: 'Sheet1!A1:B3' },
    },
    cells('A1:B1', [['Order', 'Total']], undefined, 'Sheet1'),
  );
const bodies = () => app.received.filter(({ body }) => body !== '').map((one) => one.json());

describe('rows', () => {
  it('are added to a table', async () => {
    const add = (index: number) => ({ request: at('POST', `${book}/tables/t1/rows`), status: 201, json: { index } });
    asked();
    plain();
    app.play(add(2));
    expect(await run('addRow', { ...orders, values: { Order: 'A-3' } })).toEqual({ rowNumber: 4 });
    asked();
    plain();
    app.play(add(3));
    const rows = [{ Order: 'A-4', Total: 1 }, { Total: 2 }];
    expect(await run('addManyRows', { ...orders, rows })).toEqual({ rowNumber: 5, added: 2 });
    // What is not named stays empty, or what a formula of the column makes of it.
    expect(bodies()).toEqual([
      { index: null, values: [["'A-3", null]] },
      {
        index: null,
        values: [
          ["'A-4", 1],
          [null, 2],
        ],
      },
    ]);
  });

  it('are added below a sheet, and not twice by themselves', async () => {
    used();
    app.play(cells('A2:B2', [['A-1', 1]], undefined, 'Sheet1'), done(onRange('PATCH', 'A4:B4', '', 'Sheet1')));
    expect(await run('addRow', { ...onSheet, values: { Total: 5 } })).toEqual({ rowNumber: 4 });
    used();
    app.play(cells('A2:B2', [['A-1', 1]], undefined, 'Sheet1'), {
      request: onRange('PATCH', 'A4:B4', '', 'Sheet1'),
      ...refusal(503, 'serviceUnavailable'),
    });
    await expect(run('addRow', { ...onSheet, values: { Total: 5 } })).rejects.toMatchObject({
      details: { class: 'app_down' },
    });
  });

  it('are changed, saved and deleted', async () => {
    asked();
    plain();
    app.play(done(onRange('PATCH', 'A3:B3')));
    expect(await run('updateRow', { ...orders, rowNumber: 3, values: { Total: null } })).toEqual({ rowNumber: 3 });
    asked();
    app.play(cells('A2:A3', [['A-1'], ['A-2']]));
    plain();
    app.play(done(onRange('PATCH', 'A2:B2')));
    const values = { Order: 'A-1', Total: 5 };
    expect(await run('saveRow', { ...orders, column: 'Order', values })).toEqual({ key: 'A-1', created: false });
    asked();
    app.play({ request: at('DELETE', `${book}/tables/t1/rows/itemAt(index=1)`), status: 204, text: '' });
    await run('deleteRow', { ...orders, rowNumber: 3 });
    used();
    app.play(done(onRange('POST', '3:3', '/delete', 'Sheet1')));
    await run('deleteRow', { ...onSheet, rowNumber: 3 });
    expect(bodies()).toEqual([{ values: [[null, '']] }, { values: [["'A-1", 5]] }, { shift: 'Up' }]);
  });

  it('that are not there, and columns that are not there, are named', async () => {
    asked();
    await expect(run('updateRow', { ...orders, rowNumber: 1, values: {} })).rejects.toMatchObject({
      details: { class: 'not_found', field: 'rowNumber' },
    });
    asked();
    await expect(run('addRow', { ...orders, values: { Colour: 'red' } })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'values.Colour' },
    });
    asked();
    app.play(cells('A2:A3', [['A-1'], ['A-2']]));
    plain();
    await expect(run('saveRow', { ...orders, column: 'Order', values: { Total: 1 } })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'values.Order' },
    });
  });

  it('are found by a value', async () => {
    const find = (input: object) => {
      asked();
      const values = [
        ['7', 1],
        [7, 2],
      ];
      app.play(cells('A2:B3', values));
      return run('findRows', { ...orders, column: 'Order', value: 7, ...input });
    };
    const found = { rowNumber: 2, values: { Order: '7', Total: 1 } };
    expect(await find({ most: 1 })).toEqual({ rows: [found], hasMore: true });
    expect(await find({})).toMatchObject({ rows: [found, { rowNumber: 3 }], hasMore: false });
  });
});

describe('cells', () => {
  it('are read, written and emptied', async () => {
    app.play(cells('A1:B1', [['Order', 46_347]], [['General', 'd/m/yy']], "Ada's"));
    expect(await run('readCells', { ...sheet, cells: 'a1:b1' })).toEqual({ values: [['Order', '2026-11-21']] });
    app.play(
      done(onRange('PATCH', 'B2:C3', '', "Ada's")),
      done(onRange('PATCH', 'A1:A1', '', "Ada's")),
      done(onRange('POST', 'A2:C9', '/clear', "Ada's")),
    );
    const values = [['=1+1', null], [5]];
    expect(await run('writeCells', { ...sheet, cells: 'B2', values })).toEqual({ cells: 'B2:C3' });
    await run('writeCells', { ...sheet, cells: 'A1', values: [['=1+1']], formulas: true });
    await run('clearCells', { ...sheet, cells: 'A2:C9' });
    expect(bodies()).toEqual([
      {
        values: [
          ["'=1+1", null],
          [5, null],
        ],
      },
      { values: [['=1+1']] },
      { applyTo: 'Contents' },
    ]);
  });

  it('must be a block that the values fill', async () => {
    await expect(run('writeCells', { ...sheet, cells: 'A1:B2', values: [[1]] })).rejects.toMatchObject({
      details: { field: 'values' },
    });
    await expect(run('clearCells', { ...sheet, cells: 'C9:A1' })).rejects.toMatchObject({
      details: { field: 'cells' },
    });
    await expect(async () => run('readCells', { ...sheet, cells: "A1')/clear" })).rejects.toThrow('Cells such as');
  });
});

describe('sheets and tables', () => {
  it('are listed, made and deleted', async () => {
    const made = { id: '{1}', name: 'Returns' };
    app.play(
      { request: at('GET', `${book}/worksheets`), json: { value: [made] } },
      { request: at('POST', `${book}/worksheets/add`), status: 201, json: made },
      { request: at('DELETE', `${book}/worksheets/%7B1%7D`), status: 204, text: '' },
      { request: at('POST', `${book}/worksheets/Ada's/tables/add`), status: 201, json: { id: '2' } },
      { request: at('PATCH', `${book}/tables/2`), json: { id: '2', name: 'Returns' } },
    );
    expect(await run('listSheets', { workbook: 'w1' })).toEqual({ sheets: [made] });
    expect(await run('addSheet', { workbook: 'w1', name: 'Returns' })).toEqual(made);
    await run('deleteSheet', { workbook: 'w1', sheet: '{1}' });
    const table = { ...sheet, cells: 'A1:C1', name: 'Returns' };
    expect(await run('createTable', table)).toEqual({ id: '2', name: 'Returns' });
    expect(bodies()).toEqual([{ name: 'Returns' }, { address: 'A1:C1', hasHeaders: true }, { name: 'Returns' }]);
  });
});
