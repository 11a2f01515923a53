import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { ask, at, date, fault, row, testQuickBooks } from './test-quickbooks.ts';

const { app, context, objects, check } = await testQuickBooks();
const many = (first: number, time: string) => Array.from({ length: 1_000 }, (_item, index) => row(first + index, time));
const since = '2026-11-21T08:00:00.000Z';
const cdc = (rows: unknown[]): Exchange => ({
  request: `GET ${at}/cdc?${new URLSearchParams({ entities: 'Invoice', changedSince: since })}`,
  headers: { date },
  json: { CDCResponse: [{ QueryResponse: [rows.length > 0 ? { Invoice: rows } : {}] }], time: date },
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the company, at the address of its kind', async () => {
    const json = { CompanyInfo: { CompanyName: 'Acme' } };
    const sandbox = at.replace('https://', 'https://sandbox-');
    app.play({ request: `GET ${at}/companyinfo/310687`, json }, { request: `GET ${sandbox}/companyinfo/310687`, json });
    expect(await check?.(context())).toEqual({ id: '310687', name: 'Acme' });
    await check?.(context({ accountType: 'sandbox' }));
  });
});

describe('lists', () => {
  it('come whole by the time of their making, also where many share one', async () => {
    const [early, late] = ['2026-11-01T10:00:00-07:00', '2026-11-02T10:00:00-08:00'];
    const page = (where: string, start = 1) =>
      `SELECT * FROM Customer WHERE Active IN (true, false)${where} ORDERBY MetaData.CreateTime STARTPOSITION ${start} MAXRESULTS 1000`;
    const after = ` AND MetaData.CreateTime >= '${late}'`;
    app.play(
      ask(page(''), 'Customer', [...many(0, early).slice(1), row(1000, late)]),
      ask(page(after), 'Customer', many(1000, late)),
      ask(page(after, 1001), 'Customer', [row(2000, late)]),
    );
    const pass = await readPass(objects.customer, context(), { mode: 'full' });
    expect(new Set(pass.rows.map(({ Id }) => Id)).size).toBe(2_000);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
  });

  it('may be empty', async () => {
    const statement = 'SELECT * FROM Invoice ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000';
    app.play(ask(statement, 'Invoice', []));
    expect((await readPass(objects.invoice, context(), { mode: 'full' })).rows).toEqual([]);
  });

  it('say it where a full page has no times to go on from', async () => {
    const statement = 'SELECT * FROM Invoice ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000';
    app.play(ask(statement, 'Invoice', many(0, 'soon')));
    await expect(readPass(objects.invoice, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'no_time' },
    });
  });
});

describe('changes', () => {
  const asked = (from: string) =>
    `SELECT * FROM Invoice WHERE MetaData.LastUpdatedTime >= '${from}' ORDERBY MetaData.LastUpdatedTime STARTPOSITION 1 MAXRESULTS 1000`;

  it('come in one answer, with what was deleted', async () => {
    app.play(cdc([row(1), { Id: '2', status: 'Deleted', domain: 'QBO', MetaData: { LastUpdatedTime: since } }]));
    const pass = await readPass(objects.invoice, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ Id }) => Id)).toEqual(['1']);
    expect(pass.pages[0]).toMatchObject({ deleted: ['2'], watermark: '2026-11-21T08:55:00.000Z' });
  });

  it('may be none', async () => {
    app.play(cdc([]));
    expect((await readPass(objects.invoice, context(), { mode: 'incremental', watermark: since })).rows).toEqual([]);
  });

  it('are not taken for none where QuickBooks refuses them', async () => {
    const refused = { CDCResponse: [{ Fault: fault('6000', 'changedSince is too old').Fault }], time: date };
    app.play({ ...cdc([]), json: refused });
    await expect(readPass(objects.invoice, context(), { mode: 'incremental', watermark: since })).rejects.toMatchObject(
      { details: { class: 'invalid', appMessage: 'changedSince is too old' } },
    );
  });

  it('are asked for in pages where they are too many, or too old', async () => {
    const old = '2026-09-01T08:00:00.000Z';
    app.play(
      cdc(many(0, since)),
      ask(asked(since), 'Invoice', many(0, '2026-11-21T00:30:00-08:00')),
      ask(asked('2026-11-21T00:30:00-08:00'), 'Invoice', []),
      ask(asked(old), 'Invoice', [row(1)]),
    );
    expect((await readPass(objects.invoice, context(), { mode: 'incremental', watermark: since })).rows).toHaveLength(
      1_000,
    );
    expect((await readPass(objects.invoice, context(), { mode: 'incremental', watermark: old })).rows).toHaveLength(1);
  });
});

describe('one record', () => {
  const path = `GET ${at}/invoice/130`;

  it('is there, or is gone in both ways of saying so', async () => {
    app.play(
      { request: path, json: { Invoice: row(130), time: date } },
      { request: path, json: { Invoice: { Id: '130', status: 'Deleted' } } },
      { request: path, status: 400, json: fault('610', 'Object Not Found') },
    );
    expect(await objects.invoice?.get?.(context(), '130')).toEqual(row(130));
    expect(await objects.invoice?.get?.(context(), '130')).toBeNull();
    expect(await objects.invoice?.get?.(context(), '130')).toBeNull();
  });

  it.each([
    [
      'an error under a good status',
      200,
      fault('6000', 'A business validation error'),
      { class: 'invalid', code: '6000', appMessage: 'A business validation error' },
    ],
    ['somebody’s faster change', 400, fault('5010', 'Stale Object Error'), { class: 'conflict' }],
    [
      'a name that is taken',
      400,
      fault('6240', 'Duplicate Name Exists', { element: 'DisplayName' }),
      { class: 'conflict', field: 'DisplayName' },
    ],
    [
      'an ended token',
      401,
      { fault: { error: [{ message: 'AuthenticationFailed', code: '3200' }], type: 'AUTHENTICATION' } },
      { class: 'auth' },
    ],
    [
      'a right that is missing',
      403,
      { fault: { error: [{ message: 'Forbidden', code: '9' }], type: 'AuthorizationFault' } },
      { class: 'permission' },
    ],
    ['an answer of another shape', 200, { Invoice: 'x' }, { class: 'protocol' }],
  ])('names %s', async (_what, status, json, details) => {
    app.play({ request: path, status, json });
    await expect(objects.invoice?.get?.(context(), '130')).rejects.toMatchObject({ details });
  });

  it('names a page for people', async () => {
    app.play({
      request: path,
      headers: { 'content-type': 'text/html' },
      text: '<html><title>Maintenance</title></html>',
    });
    await expect(objects.invoice?.get?.(context(), '130')).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('waits as long as it is told, in both forms, and renews an access that ended', async () => {
    app.play(
      { request: path, status: 429, headers: { 'retry-after': '2' }, json: fault('003001', 'ThrottleExceeded') },
      { request: path, status: 429, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT' }, json: {} },
      { request: path, status: 401, json: fault('3200', 'Token expired') },
      { request: path, json: { Invoice: row(130) } },
    );
    const patient = context({ renewed: bearer('token-2') });
    await objects.invoice?.get?.(patient, '130');
    expect(patient.pauses).toEqual([2_000, 5_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});

describe('writing', () => {
  it('finds by name, carries the token that was read, and goes on after a refusal', async () => {
    const named = (name: string) => `SELECT * FROM Customer WHERE DisplayName = '${name}' AND Active IN (true, false)`;
    app.play(
      ask(named("O\\'Neil"), 'Customer', [row(7)]),
      { request: `POST ${at}/customer?requestid=k-0`, json: { Customer: row(7) } },
      { request: `GET ${at}/customer/58`, json: { Customer: { ...row(58), SyncToken: '4' } } },
      { request: `POST ${at}/customer?requestid=k-1`, status: 400, json: fault('6000', 'No.', { element: 'Notes' }) },
      ask(named('New'), 'Customer', []),
      { request: `POST ${at}/customer?requestid=k-2`, json: { Customer: row(9) } },
    );
    const items = [
      { data: { DisplayName: "O'Neil" } },
      { key: '58', data: { ...row(58), Notes: 'x' } },
      { data: { DisplayName: 'New' } },
    ];
    expect(await objects.customer?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '7', action: 'updated' },
      { error: { class: 'invalid', code: '6000', message: 'No.', field: 'Notes' } },
      { key: '9', action: 'created' },
    ]);
    expect(app.received[3]?.json()).toEqual({ Id: '58', SyncToken: '4', sparse: true, Notes: 'x' });
  });
});
