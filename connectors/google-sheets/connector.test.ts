import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const sheets = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = sheets.connector;
const settings = { spreadsheet: 's1', sheet: "Ada's", key: 'Order' };
const context = () => createTestContext({ connector: sheets, app, settings });

const at = 'https://sheets.googleapis.com/v4/spreadsheets/s1';
const drive = 'https://www.googleapis.com/drive/v3';
const range = (cells: string) => encodeURIComponent(`'Ada''s'!${cells}`);
const values = (cells: string, rows: unknown[][]): Exchange => ({
  request: `GET ${at}/values/${range(cells)}?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING&majorDimension=ROWS`,
  json: { range: 'x', majorDimension: 'ROWS', ...(rows.length > 0 && { values: rows }) },
});
const columns = values('1:1', [['Order', 'Total', '', 'Total']]);
const size = (rowCount: number, title = settings.sheet): Exchange => ({
  request: `GET ${at}?fields=sheets.properties`,
  json: { sheets: [{ properties: { title, gridProperties: { rowCount, columnCount: 4 } } }] },
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the account', async () => {
    app.play({
      request: `GET ${drive}/about?fields=user`,
      json: { user: { permissionId: '1', emailAddress: 'ada@acme.example' } },
    });
    expect(await check?.(context())).toEqual({ id: '1', name: 'ada@acme.example' });
  });
});

describe('rows', () => {
  it('come in pages, without the empty ones, each by its key', async () => {
    app.play(columns, size(6_000), values('2:5001', [['A-1', 19.99, '', 1], [], ['', 5]]), values('5002:6000', []));
    const pages: unknown[] = [];
    const first = await objects.row?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    pages.push(...(first?.rows ?? []));
    expect(pages).toEqual([
      { rowNumber: 2, key: 'A-1', values: { Order: 'A-1', Total: 19.99, C: null, 'Total D': 1 } },
      { rowNumber: 4, key: '', values: { Order: null, Total: 5, C: null, 'Total D': null } },
    ]);
    // A row that nothing names fails on its own.
    expect(objects.row?.row.safeParse(pages[1]).success).toBe(false);
    expect(
      await objects.row?.pull(context(), { mode: 'full', cursor: first?.next ?? null, watermark: null }),
    ).toMatchObject({ rows: [], next: null });
  });

  it('are found by their key wherever they stand, and null when they are gone', async () => {
    const keys = values('A2:A', [['A-1'], [], ['A-3']]);
    app.play(columns, keys, values('4:4', [['A-3', 5]]), columns, keys);
    expect(await objects.row?.get?.(context(), 'A-3')).toEqual({
      ...{ rowNumber: 4, key: 'A-3' },
      values: { Order: 'A-3', Total: 5, C: null, 'Total D': null },
    });
    expect(await objects.row?.get?.(context(), 'A-9')).toBeNull();
  });

  it('say that the sheet is gone, and which there are', async () => {
    app.play(columns, size(10, 'Other'));
    await expect(readPass(objects.row, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'not_found', field: 'sheet' },
    });
  });

  it('say that the column which names them is gone', async () => {
    app.play(values('1:1', [['No']]), size(10));
    await expect(readPass(objects.row, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { field: 'key' },
    });
  });

  it('wait out a quota', async () => {
    const error = {
      code: 429,
      message: 'Quota exceeded',
      status: 'RESOURCE_EXHAUSTED',
      details: [{ retryDelay: '3s' }],
    };
    app.play({ ...columns, status: 429, json: { error } }, columns, size(1));
    const patient = context();
    await readPass(objects.row, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([3_000]);
  });

  it('are described by their columns', async () => {
    app.play(
      columns,
      values('2:51', [
        ['A-1', 1],
        ['A-2', 2],
      ]),
    );
    expect(await objects.row?.describe?.(context())).toMatchObject([
      { name: 'values.Order', type: 'text' },
      { name: 'values.Total', type: 'number' },
      {},
      {},
    ]);
  });

  it('are written: known ones changed cell by cell, new ones added', async () => {
    app.play(
      columns,
      values('A2:A', [['A-1'], ['A-2']]),
      { request: `POST ${at}/values:batchUpdate`, json: {} },
      {
        request: `POST ${at}/values/${range('A1')}:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS`,
        json: {},
      },
    );
    const items = [
      { key: 'A-2', data: { values: { Total: '=1+1' } } },
      { data: { values: { Order: 'A-3', Total: 7 } } },
      { data: { values: { Total: 1 } } },
      { key: 'A-1', data: { values: { Colour: 'red' } } },
    ];
    expect(await objects.row?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'A-2', action: 'updated' },
      { key: 'A-3', action: 'created' },
      { error: { field: 'values.Order' } },
      { error: { field: 'values.Colour' } },
    ]);
    expect(app.received[2]?.json()).toEqual({
      valueInputOption: 'RAW',
      data: [{ range: "'Ada''s'!B3", values: [['=1+1']] }],
    });
    expect(app.received[3]?.json()).toEqual({ majorDimension: 'ROWS', values: [['A-3', 7, null, null]] });
  });
});

describe('spreadsheets', () => {
  it('tell which ones went to the bin', async () => {
    const q = encodeURIComponent(
      "mimeType = 'application/vnd.google-apps.spreadsheet' and modifiedTime >= '2026-11-20T00:00:00.000Z'",
    )
      .replaceAll('%20', '+')
      .replaceAll("'", '%27');
    const fields = 'nextPageToken%2C+files%28id%2C+name%2C+createdTime%2C+modifiedTime%2C+webViewLink%2C+trashed%29';
    app.play({
      request: `GET ${drive}/files?q=${q}&orderBy=createdTime&includeItemsFromAllDrives=true&supportsAllDrives=true&fields=${fields}&pageSize=1000`,
      json: {
        files: [
          { id: 'a', name: 'A' },
          { id: 'b', name: 'B', trashed: true },
        ],
      },
    });
    const pass = await readPass(objects.spreadsheet, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00.000Z',
    });
    expect(pass.rows.map(({ id }) => id)).toEqual(['a']);
    expect(pass.pages[0]?.deleted).toEqual(['b']);
  });
});

describe('actions', () => {
  it('take an address for an id, and name a column that is not there', async () => {
    const action = actions.appendRow;
    const input = {
      spreadsheet: 'https://docs.google.com/spreadsheets/d/s1/edit#gid=0',
      sheet: settings.sheet,
      values: { Colour: 'red' },
    };
    app.play(columns);
    await expect(action?.run(context(), action.input.parse(input), { idempotencyKey: 'k' })).rejects.toMatchObject({
      details: { field: 'values.Colour', class: 'invalid' },
    });
  });
});

describe('options', () => {
  it('depend on the spreadsheet chosen', async () => {
    app.play(size(10));
    expect(await options.sheets?.(context(), { search: '', cursor: null, parent: { spreadsheet: 's1' } })).toEqual({
      options: [{ value: "Ada's", label: "Ada's" }],
      next: null,
    });
    expect(await options.sheets?.(context(), { search: '', cursor: null })).toEqual({ options: [], next: null });
  });
});

describe('a new row', () => {
  it('is found at the end', async () => {
    const trigger = triggers.rowAdded;
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    app.play(columns, size(10), values('1:10', [['Order'], ['A-1']]));
    expect(await trigger.poll(context(), { cursor: null })).toEqual({ items: [], cursor: 2 });
    app.play(columns, size(10), values('3:10', [['A-2', 5]]));
    expect(await trigger.poll(context(), { cursor: 2 })).toMatchObject({
      cursor: 3,
      items: [{ id: "s1/Ada's/3", data: { rowNumber: 3 } }],
    });
  });
});

describe('hooks', () => {
  it('renew a channel by opening another before the old one ends', async () => {
    app.play(
      {
        request: `POST ${drive}/files/s1/watch?supportsAllDrives=true`,
        json: { id: 'c2', resourceId: 'r2', expiration: '1795338000000' },
      },
      { request: `POST ${drive}/channels/stop`, status: 204, text: '' },
    );
    const state = { resourceId: 'r1', url: 'https://p.example/h', secret: 's', spreadsheet: 's1' };
    expect(await hooks?.renew?.(context(), { id: 'c1', state })).toMatchObject({
      id: 'c2',
      expiresAt: '2026-11-22T09:00:00.000Z',
      state: { resourceId: 'r2', secret: 's' },
    });
    expect(app.received[1]?.json()).toEqual({ id: 'c1', resourceId: 'r1' });
  });
});
