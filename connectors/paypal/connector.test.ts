import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { date, get, post, refusal, testPayPal, token } from './test-paypal.ts';

const { app, context, objects, check } = await testPayPal();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('connecting', () => {
  it('names the account where it may', async () => {
    app.play(get('/v1/reporting/balances', { balances: [], account_id: '3MKJ2ZTNTGLQE' }));
    expect(await check?.(context())).toEqual({ id: 'AZDxjDScFpQtjWTO', name: 'PayPal account 3MKJ2ZTNTGLQE' });
    expect(app.received[0]?.headers.authorization).toBe('Bearer A21-1');
  });

  it('names the app where it may not, under the same ID', async () => {
    app.play(
      get('/v1/reporting/balances', refusal('NOT_AUTHORIZED', 'Authorization failed.'), 403),
      get('/v1/notifications/webhooks', { webhooks: [] }),
    );
    expect(await check?.(context())).toEqual({
      id: 'AZDxjDScFpQtjWTO',
      name: 'PayPal app AZDxjDSc…',
      notice: expect.stringContaining('Transaction search'),
    });
  });

  it('goes to the sandbox, and tells PayPal’s own words of a wrong secret', async () => {
    const json = { error: 'invalid_client', error_description: 'Client Authentication failed' };
    app.play({ request: 'GET https://api-m.sandbox.paypal.com/v1/reporting/balances', status: 401, json });
    await expect(check?.(context({ accountType: 'sandbox' }))).rejects.toMatchObject({
      details: { class: 'auth', code: 'invalid_client', appMessage: 'Client Authentication failed' },
    });
  });
});

describe('transactions', () => {
  const query = (from: string, to: string, page = 1) =>
    `/v1/reporting/transactions?${new URLSearchParams({
      start_date: from,
      end_date: to,
      fields: 'all',
      balance_affecting_records_only: 'Y',
      page_size: '500',
      page: String(page),
    })}`;
  const of = (...ids: string[]) => ids.map((id) => ({ transaction_info: { transaction_id: id } }));
  const since = (day: string) => context({ settings: { since: day } });

  it('come window by window, over an empty one and all pages of each', async () => {
    const [first, second, third, end] = [
      '2026-09-01T00:00:00Z',
      '2026-10-01T00:00:00Z',
      '2026-10-31T00:00:00Z',
      '2026-11-21T09:00:00Z',
    ];
    app.play(
      get(query(first, second), { transaction_details: of('A'), total_pages: 2 }),
      get(query(first, second, 2), { transaction_details: of('B'), total_pages: 2 }),
      get(query(second, third), { total_pages: 0 }),
      get(query(third, end), { transaction_details: of('C'), total_pages: 1 }),
    );
    const pass = await readPass(objects.transaction, since('2026-09-01'), { mode: 'full' });
    expect(pass.rows.map((row) => row.transaction_info)).toEqual(of('A', 'B', 'C').map((row) => row.transaction_info));
    expect(pass.watermark).toBe(end);
  });

  it('are read again for some days, as they come late and change', async () => {
    app.play(get(query('2026-11-10T09:00:00Z', '2026-11-21T09:00:00Z'), {}));
    const pass = { mode: 'incremental', watermark: '2026-11-20T09:00:00Z' } as const;
    expect((await readPass(objects.transaction, since('2026-01-01'), pass)).watermark).toBe('2026-11-21T09:00:00Z');
  });

  it('go back three years and no further', async () => {
    const oldest = query('2023-11-23T09:00:00Z', '2023-12-23T09:00:00Z');
    app.play(get(oldest, { transaction_details: of('A'), total_pages: 1 }));
    const pass = { mode: 'full', cursor: null, watermark: null } as const;
    expect(await objects.transaction?.pull(since('2020-01-01'), pass)).toMatchObject({
      rows: of('A'),
      next: { from: '2023-12-23T09:00:00Z', page: 1, end: '2026-11-21T09:00:00Z' },
    });
  });

  it('come in half a window where a whole one has too many', async () => {
    const many = refusal(
      'INVALID_REQUEST',
      'Result set size is greater than the maximum limit.',
      'RESULTSET_TOO_LARGE',
    );
    app.play(
      get(query('2026-11-19T09:00:00Z', '2026-11-21T09:00:00Z'), many, 400),
      get(query('2026-11-19T09:00:00Z', '2026-11-20T09:00:00Z'), { transaction_details: of('A'), total_pages: 1 }),
      get(query('2026-11-20T09:00:00Z', '2026-11-21T09:00:00Z'), { transaction_details: of('B'), total_pages: 1 }),
    );
    const settings = { lookBackDays: 1 };
    const pass = { mode: 'incremental', watermark: '2026-11-20T09:00:00Z' } as const;
    expect((await readPass(objects.transaction, context({ settings }), pass)).rows).toHaveLength(2);
  });
});

describe('disputes', () => {
  const path = (after: string, next = '') =>
    `/v1/customer/disputes?update_time_after=${encodeURIComponent(after)}&page_size=50${next}`;
  const link = (next: string) => [
    { rel: 'next', href: `https://api-m.paypal.com/v1/customer/disputes?next_page_token=${next}` },
  ];
  const dispute = (id: string) => ({ dispute_id: id, status: 'OPEN' });
  const oldest = '2026-05-26T09:00:00.000Z';

  it('come by the time of their change, page by page', async () => {
    app.play(
      get(path(oldest), { items: [{ ...dispute('PP-1'), links: [] }], links: link('t1') }),
      get(path(oldest, '&next_page_token=t1'), { items: [dispute('PP-2')], links: [] }),
    );
    const pass = await readPass(objects.dispute, context(), { mode: 'full' });
    expect(pass.rows).toEqual([dispute('PP-1'), dispute('PP-2')]);
    expect(pass.watermark).toBe('2026-11-21T08:50:00.000Z');
    app.play(get(path('2026-11-21T08:00:00.000Z'), {}));
    await readPass(objects.dispute, context(), { mode: 'incremental', watermark: '2026-11-21T08:00:00.000Z' });
  });

  it('end where PayPal gives the same page twice', async () => {
    app.play(
      get(path(oldest), { items: [], links: link('t1') }),
      get(path(oldest, '&next_page_token=t1'), { items: [], links: link('t1') }),
    );
    await expect(readPass(objects.dispute, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_page' },
    });
  });

  it('are read alone as in the list', async () => {
    app.play(get('/v1/customer/disputes/PP-1', { ...dispute('PP-1'), messages: [], links: [] }));
    expect(await objects.dispute?.get?.(context(), 'PP-1')).toEqual(dispute('PP-1'));
  });
});

describe('other lists', () => {
  it('come page by page', async () => {
    const invoices = (page: number) =>
      `/v2/invoicing/invoices?total_required=true&fields=all&page_size=100&page=${page}`;
    const counts = { total_pages: 3, total_items: 2 };
    app.play(
      get(invoices(1), { items: [{ id: 'INV2-1', links: [] }], ...counts }),
      get(invoices(2), counts),
      get(invoices(3), { items: [{ id: 'INV2-2' }], ...counts }),
    );
    expect((await readPass(objects.invoice, context(), { mode: 'full' })).rows).toEqual([
      { id: 'INV2-1' },
      { id: 'INV2-2' },
    ]);
  });

  it('come whole: plans as they are alone, subscriptions to the first page that is not full', async () => {
    const full = Array.from({ length: 20 }, (_none, index) => ({ id: `I-${index}` }));
    app.play(
      get('/v1/billing/plans?total_required=true&page_size=20&page=1', { plans: [{ id: 'P-1' }], total_pages: 1 }),
      get('/v1/billing/subscriptions?page_size=20&page=1', { subscriptions: full }),
      get('/v1/billing/subscriptions?page_size=20&page=2', {}),
      get('/v1/reporting/balances', {
        balances: [{ currency: 'EUR', total_balance: { currency_code: 'EUR', value: '1.00' } }],
      }),
    );
    expect((await readPass(objects.plan, context(), { mode: 'full' })).rows).toEqual([{ id: 'P-1' }]);
    expect(app.received[0]?.headers.prefer).toBe('return=representation');
    expect((await readPass(objects.subscription, context(), { mode: 'full' })).rows).toHaveLength(20);
    expect((await readPass(objects.balance, context(), { mode: 'full' })).rows).toHaveLength(1);
  });

  it('leave one bad row to itself', async () => {
    app.play(
      get('/v1/catalogs/products?total_required=true&page_size=20&page=1', {
        products: [{ name: 'x' }],
        total_pages: 1,
      }),
    );
    await expect(readPass(objects.product, context(), { mode: 'full' })).rejects.toThrow();
  });
});

describe('what goes wrong', () => {
  const path = '/v1/billing/plans/P-1';
  const read = (own = context()) => objects.plan?.get?.(own, 'P-1');

  it.each([
    ['a right that is missing', 403, refusal('NOT_AUTHORIZED', 'No.'), { class: 'permission', appMessage: 'No.' }],
    [
      'a field',
      422,
      refusal('UNPROCESSABLE_ENTITY', 'Not so.', 'INVALID_CURRENCY', '/purchase_units/0/amount'),
      { class: 'invalid', code: 'INVALID_CURRENCY', field: 'purchase_units.0.amount' },
    ],
    [
      'a number that stands twice',
      422,
      refusal('UNPROCESSABLE_ENTITY', 'Twice.', 'DUPLICATE_INVOICE_ID'),
      { class: 'conflict' },
    ],
    ['a page for people', 200, 'x', { class: 'protocol' }],
  ])('names %s', async (_what, status, json, details) => {
    app.play(get(path, json, status));
    await expect(read()).rejects.toMatchObject({ details });
  });

  it('finds nothing where nothing is', async () => {
    app.play(get(path, refusal('RESOURCE_NOT_FOUND', 'None.'), 404));
    expect(await read()).toBeNull();
  });

  it('waits as long as PayPal says, in both forms, and fetches a new token', async () => {
    const slow = (after: string) => ({
      ...get(path, refusal('RATE_LIMIT_REACHED', 'Too many requests.'), 429),
      headers: { date, 'retry-after': after },
    });
    const ended = { error: 'invalid_token', error_description: 'Token signature verification failed' };
    app.play(
      slow('7'),
      slow('Sat, 21 Nov 2026 09:00:03 GMT'),
      get(path, ended, 401),
      get(path, { id: 'P-1', links: [] }),
    );
    const patient = context({ renewed: token('A21-2') });
    expect(await read(patient)).toEqual({ id: 'P-1' });
    expect(patient.pauses).toEqual([7_000, 3_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer A21-2');
  });
});

it('asks for a number where a new invoice has none', async () => {
  const items = [{ data: { detail: { currency_code: 'EUR' } } }];
  expect(await objects.invoice?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
    { error: { class: 'invalid', field: 'detail.invoice_number' } },
  ]);
  app.play(post('/v2/invoicing/search-invoices?page=1&page_size=20', {}));
  app.play(
    post('/v2/invoicing/invoices', { rel: 'self', href: 'https://api-m.paypal.com/v2/invoicing/invoices/INV2-9' }),
  );
  const numbered = [{ data: { detail: { currency_code: 'EUR', invoice_number: '42' } } }];
  expect(await objects.invoice?.upsert?.write(context(), numbered, { idempotencyKey: 'k' })).toEqual([
    { key: 'INV2-9', action: 'created' },
  ]);
});
