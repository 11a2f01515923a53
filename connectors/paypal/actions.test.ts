import { describe, expect, it } from 'vitest';
import { at, get, post, refusal, testPayPal } from './test-paypal.ts';

const { app, context, objects, actions = {}, options = {} } = await testPayPal();

describe('actions', () => {
  const invoice = 'INV2-Z56S-5LLA-Q52L-CPZ5';
  const once = { 'paypal-request-id': 'key-1' };
  const euro = (value: string) => ({ currency_code: 'EUR', value });

  it.each([
    [
      'createInvoice',
      '/v2/invoicing/invoices',
      { id: invoice },
      {
        detail: { currency_code: 'EUR', payment_term: { due_date: '2026-12-31' } },
        primary_recipients: [{ billing_info: { email_address: 'mara@globex.example' } }],
        items: [{ name: 'Brass lamp', quantity: '2', unit_amount: euro('19.99') }],
      },
      {},
    ],
    [
      'sendInvoice',
      `/v2/invoicing/invoices/${invoice}/send`,
      {},
      { subject: 'Your invoice', send_to_recipient: true },
      {},
    ],
    ['remindInvoice', `/v2/invoicing/invoices/${invoice}/remind`, {}, { note: 'A friendly reminder.' }, {}],
    ['cancelInvoice', `/v2/invoicing/invoices/${invoice}/cancel`, {}, { note: 'Ordered twice.' }, {}],
    [
      'recordInvoicePayment',
      `/v2/invoicing/invoices/${invoice}/payments`,
      { payment_id: 'EXTR-1' },
      { method: 'BANK_TRANSFER', amount: euro('39.98'), payment_date: '2026-11-21' },
      {},
    ],
    [
      'findInvoices',
      '/v2/invoicing/search-invoices?page=1&page_size=100',
      {},
      { recipient_email: 'mara@globex.example', status: ['SENT'] },
      {},
    ],
    [
      'createOrder',
      '/v2/checkout/orders',
      { id: '5O1', status: 'PAYER_ACTION_REQUIRED' },
      {
        intent: 'CAPTURE',
        purchase_units: [{ amount: euro('39.98'), description: 'Two brass lamps' }],
        payment_source: { paypal: { experience_context: { return_url: 'https://shop.acme.example/thanks' } } },
      },
      once,
    ],
    ['captureOrder', '/v2/checkout/orders/5O190127TN364715T/capture', { id: '5O1' }, {}, once],
    ['refundCapture', '/v2/payments/captures/2GG279541U471931P/refund', { id: '1JU' }, { amount: euro('19.99') }, once],
    [
      'createPayout',
      '/v1/payments/payouts',
      { batch_header: { payout_batch_id: 'FYX', batch_status: 'PENDING' } },
      {
        sender_batch_header: { sender_batch_id: 'key-1', email_subject: 'Your prize' },
        items: [{ recipient_type: 'EMAIL', amount: { currency: 'EUR', value: '9.87' }, sender_item_id: 'prize-42' }],
      },
      once,
    ],
    ['createProduct', '/v1/catalogs/products', { id: 'PROD-1' }, { name: 'Brass lamp', type: 'PHYSICAL' }, once],
    [
      'createSubscription',
      '/v1/billing/subscriptions',
      { id: 'I-1' },
      { plan_id: 'P-5ML4271244454362WXNWU5NQ', subscriber: { email_address: 'mara@globex.example' } },
      once,
    ],
    [
      'suspendSubscription',
      '/v1/billing/subscriptions/I-BW452GLLEP1G/suspend',
      {},
      { reason: 'The customer asked for it.' },
      {},
    ],
    ['activateSubscription', '/v1/billing/subscriptions/I-BW452GLLEP1G/activate', {}, {}, {}],
    ['cancelSubscription', '/v1/billing/subscriptions/I-BW452GLLEP1G/cancel', {}, {}, {}],
    ['acceptDispute', '/v1/customer/disputes/PP-D-4012/accept-claim', {}, { note: 'Full refund to the customer.' }, {}],
  ])('%s', async (name, path, json, body, headers) => {
    const action = actions[name];
    app.play(post(path, json));
    const output = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'key-1' });
    expect(action?.output.safeParse(output).success).toBe(true);
    expect(app.received[0]?.json()).toMatchObject(body);
    expect(app.received[0]?.headers).toMatchObject(headers);
  });

  it.each([
    ['getInvoice', `/v2/invoicing/invoices/${invoice}`, { id: invoice }],
    ['getOrder', '/v2/checkout/orders/5O190127TN364715T', { id: '5O1' }],
    ['getCapture', '/v2/payments/captures/2GG279541U471931P', { id: '2GG' }],
    ['getPayout', '/v1/payments/payouts/FYXMPQTX4JC9N', { batch_header: { payout_batch_id: 'FYX' } }],
    ['getSubscription', '/v1/billing/subscriptions/I-BW452GLLEP1G', { id: 'I-1' }],
  ])('%s', async (name, path, json) => {
    const action = actions[name];
    app.play(get(path, json));
    expect(await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'k' })).toEqual(json);
  });

  it('findTransactions', async () => {
    const query = {
      start_date: '2026-11-01T00:00:00Z',
      end_date: '2026-11-21T23:59:59Z',
      transaction_status: 'S',
      fields: 'all',
      page_size: '500',
      page: '1',
    };
    app.play(get(`/v1/reporting/transactions?${new URLSearchParams(query)}`, {}));
    const action = actions.findTransactions;
    expect(await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'k' })).toEqual({
      transactions: [],
    });
  });

  it('refund as a whole, and refuse half an amount', async () => {
    const action = actions.refundCapture;
    app.play(post('/v2/payments/captures/2GG/refund', { id: '1JU' }));
    await action?.run(context(), action.input.parse({ id: '2GG' }), { idempotencyKey: 'k' });
    expect(app.received[0]?.json()).toEqual({});
    expect(() => action?.input.parse({ id: '2GG', amount: '1.00' })).toThrow('Give amount and currency');
  });
});

describe('writing', () => {
  it('makes plans once and replaces what can be replaced, each with its own answer', async () => {
    app.play(
      post('/v1/billing/plans', { id: 'P-1' }, 201),
      post('/v1/billing/plans', refusal('INVALID_REQUEST', 'No.', 'MISSING_REQUIRED_PARAMETER', '/name'), 400),
      { request: `PATCH ${at}/v1/billing/plans/P-2`, status: 204, text: '' },
    );
    const items = [
      { data: { name: 'A' } },
      { data: {} },
      { key: 'P-2', data: { description: 'x', id: 'no' } },
      { key: 'P-3', data: {} },
    ];
    expect(await objects.plan?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'P-1', action: 'created' },
      { error: { class: 'invalid', code: 'MISSING_REQUIRED_PARAMETER', message: expect.any(String), field: 'name' } },
      { key: 'P-2', action: 'updated' },
      { key: 'P-3', action: 'unchanged' },
    ]);
    expect(app.received[0]?.headers['paypal-request-id']).toBe('k-0');
    expect(app.received[2]?.json()).toEqual([{ op: 'replace', path: '/description', value: 'x' }]);
  });

  it('finds an invoice by its number, and keeps what is not written', async () => {
    const path = '/v2/invoicing/invoices/INV2-1';
    const before = {
      id: 'INV2-1',
      status: 'DRAFT',
      detail: { invoice_number: '42', currency_code: 'EUR', metadata: { created_by_flow: 'x' } },
      items: [{ name: 'Lamp' }],
      links: [],
    };
    app.play(
      post('/v2/invoicing/search-invoices?page=1&page_size=20', {
        items: [{ id: 'INV2-0', detail: { invoice_number: '421' } }, before],
      }),
      get(path, before),
      { request: `PUT ${at}${path}?send_to_recipient=false&send_to_invoicer=false`, json: {} },
    );
    const items = [{ data: { detail: { invoice_number: '42', note: 'Thanks' } } }];
    expect(await objects.invoice?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'INV2-1', action: 'updated' },
    ]);
    expect(app.received[2]?.json()).toEqual({
      detail: { invoice_number: '42', currency_code: 'EUR', note: 'Thanks' },
      items: [{ name: 'Lamp' }],
    });
  });
});

describe('choices', () => {
  const choose = async (name: string, search = '', cursor: number | null = null) =>
    options[name]?.(context(), { search, cursor });

  it('are plans, products and invoices', async () => {
    const plans = {
      plans: [
        { id: 'P-1', name: 'Gold', status: 'ACTIVE' },
        { id: 'P-2', name: 'Tin' },
      ],
      total_pages: 2,
    };
    app.play(
      get('/v1/billing/plans?page=1&page_size=20&total_required=true', plans),
      get('/v1/catalogs/products?page=2&page_size=20&total_required=true', { total_pages: 2 }),
      post('/v2/invoicing/search-invoices?page=1&page_size=20&total_required=true', {
        items: [{ id: 'INV2-1', status: 'DRAFT', detail: { invoice_number: '42' } }],
      }),
    );
    expect(await choose('plans', 'go')).toEqual({
      options: [{ value: 'P-1', label: 'Gold', detail: 'ACTIVE' }],
      next: 2,
    });
    expect(await choose('products', '', 2)).toEqual({ options: [], next: null });
    expect(await choose('invoices', '42')).toEqual({
      options: [{ value: 'INV2-1', label: '42', detail: 'DRAFT' }],
      next: null,
    });
    expect(app.received[2]?.json()).toEqual({ invoice_number: '42' });
  });
});
