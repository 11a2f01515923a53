import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, book, cells, context, objects, refusal, table } from './test-excel.ts';

const rows = (settings?: object) => readPass(objects.row, context(settings), { mode: 'full' });

describe('rows', () => {
  it('of a table come without the empty ones, dates as dates, each by its key', async () => {
    const formats = ['General', '0.00', 'yyyy-mm-dd', 'General'];
    app.play(...table(['Order', 'Total', 'Date', 'Total'], "'My orders'!B3:E6"));
    app.play(
      cells(
        'B3:E6',
        [
          ['A-1', 19.99, 46_347, ''],
          ['', '', '', ''],
          ['', 5, '', 'x'],
          [7, 1, 'soon', '#N/A'],
        ],
        Array.from({ length: 4 }, () => formats),
        'My orders',
      ),
    );
    const found = await objects.row?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(found?.rows).toEqual([
      { rowNumber: 3, key: 'A-1', values: { Order: 'A-1', Total: 19.99, Date: '2026-11-21', 'Total E': null } },
      { rowNumber: 5, key: '', values: { Order: null, Total: 5, Date: null, 'Total E': 'x' } },
      { rowNumber: 6, key: '7', values: { Order: 7, Total: 1, Date: 'soon', 'Total E': '#N/A' } },
    ]);
    expect(found?.next).toBeNull();
    // A row that nothing names fails on its own.
    expect(found?.rows.map((one) => objects.row?.row.safeParse(one).success)).toEqual([true, false, true]);
  });

  it('of a sheet have their names in its first row; of an empty one there are none', async () => {
    const used = at('GET', `${book}/worksheets/%7B1%7D/usedRange(valuesOnly=true)`, { $select: 'address' });
    app.play(
      { request: used, json: { address: 'Orders!A1:B2' } },
      cells('A1:B1', [['Order', '']], undefined, '{1}'),
      cells('A2:B2', [['A-1', 5]], undefined, '{1}'),
    );
    expect((await rows({ source: 'sheet:{1}' })).rows).toEqual([
      { rowNumber: 2, key: 'A-1', values: { Order: 'A-1', B: 5 } },
    ]);
    app.play({ request: used, json: { address: 'Orders!A1' } }, cells('A1:A1', [['']], undefined, '{1}'));
    expect((await rows({ source: 'sheet:{1}' })).rows).toEqual([]);
  });

  const block = (from: number, to: number, shift = 0) =>
    Array.from({ length: to - from + 1 }, (_, index) => [`A-${from + index + shift}`]);

  it('come in pages that overlap by a row', async () => {
    app.play(
      ...table(['Order'], 'Orders!A2:A1002'),
      cells('A2:A1001', block(2, 1001)),
      cells('A1001:A1002', block(1001, 1002)),
    );
    const pass = await rows();
    expect([pass.rows.length, pass.rows.at(-1)?.key, pass.pages.length]).toEqual([1_002, 'A-1002', 2]);
  });

  it('are read from the first again where they moved meanwhile', async () => {
    app.play(...table(['Order'], 'Orders!A2:A1002'), cells('A2:A1001', block(2, 1001)));
    // One above was deleted: each stands a row higher.
    app.play(cells('A1001:A1002', [...block(1001, 1001, 1), ['']]));
    app.play(...table(['Order'], 'Orders!A2:A1001'), cells('A2:A1001', block(2, 1001, 1)));
    const pass = await rows();
    expect(new Set(pass.rows.map(({ key }) => key)).size).toBe(1_001);
  });

  it('that never stand still are given up', async () => {
    const place = {
      begun: 5,
      at: {
        grid: {
          drive: '',
          workbook: 'w1',
          table: 't1',
          columns: ['Order'],
          body: { sheet: 'Orders', top: 2, left: 0, bottom: 9, right: 0 },
        },
        row: 5,
        last: 'x',
      },
    };
    app.play(cells('A5:A9', block(5, 9)));
    await expect(objects.row?.pull(context(), { mode: 'full', cursor: place, watermark: null })).rejects.toMatchObject({
      details: { class: 'conflict', code: 'rows_move' },
    });
  });

  it('say that the column which names them is gone', async () => {
    app.play(...table(['No'], 'Orders!A2:A3'));
    await expect(rows({ key: 'Order' })).rejects.toMatchObject({ details: { field: 'key', class: 'invalid' } });
  });

  it('are described by their columns', async () => {
    app.play(...table(['Order', 'Total', 'Day', 'At', 'Paid', 'None'], 'Orders!A2:F3'));
    app.play(
      cells(
        'A2:F3',
        [
          ['A-1', 1, 46_347, 46_347.5, true, ''],
          [2, 2, '', 46_348.25, false, ''],
        ],
        [
          ['General', '0', 'd/m/yy', 'd/m/yy h:mm'],
          ['General', '0', 'd/m/yy', 'd/m/yy h:mm'],
        ],
      ),
    );
    expect((await objects.row?.describe?.(context()))?.map(({ name, type }) => [name, type])).toEqual([
      ['values.Order', 'text'],
      ['values.Total', 'number'],
      ['values.Day', 'date'],
      ['values.At', 'datetime'],
      ['values.Paid', 'boolean'],
      ['values.None', 'text'],
    ]);
  });

  it('are read by key', async () => {
    const asked = () => app.play(...table(['Order', 'Total'], 'Orders!A2:B3'), cells('A2:A3', [['A-1'], ['A-2']]));
    asked();
    app.play(cells('A3:B3', [['A-2', 5]]));
    expect(await objects.row?.get?.(context(), 'A-2')).toEqual({
      rowNumber: 3,
      key: 'A-2',
      values: { Order: 'A-2', Total: 5 },
    });
    asked();
    expect(await objects.row?.get?.(context(), 'A-9')).toBeNull();
  });

  it('are written: known ones changed where something is named, new ones added in one call', async () => {
    app.play(...table(['Order', 'Total', 'Day'], 'Orders!A2:C3'));
    app.play(cells('A2:A3', [['A-1'], ['A-2']]), cells('A2:C2', [['A-1', 1, 1]], [['General', 'General', 'd/m/yy']]));
    const range = (address: string) => at('PATCH', `${book}/worksheets/Orders/range(address='${address}')`);
    app.play(
      { request: range('A3:C3'), json: {} },
      { request: range('A2:C2'), ...refusal(400, 'invalidRequest') },
      { request: at('POST', `${book}/tables/t1/rows`), status: 201, json: { index: 2 } },
    );
    const items = [
      { key: 'A-2', data: { values: { Total: '=1+1', Day: '2026-11-21' } } },
      { data: { values: { Order: 'A-3', Total: 7 } } },
      { data: { values: { Order: 'A-3', Day: null } } },
      { data: { values: { Total: 1 } } },
      { key: 'A-1', data: { values: { Colour: 'red' } } },
      { key: 'A-1', data: { values: { Total: 9 } } },
    ];
    expect(await objects.row?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'A-2', action: 'updated' },
      { key: 'A-3', action: 'created' },
      { key: 'A-3', action: 'updated' },
      { error: { field: 'values.Order' } },
      { error: { field: 'values.Colour' } },
      { error: { class: 'invalid', message: 'It said invalidRequest.' } },
    ]);
    const sent = app.received.filter(({ body }) => body !== '').map((one) => one.json());
    expect(sent[0]).toEqual({ values: [[null, "'=1+1", 46_347]] });
    expect(sent[2]).toEqual({ index: null, values: [["'A-3", 7, '']] });
  });
});
