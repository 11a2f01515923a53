import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const stripe = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, check } = stripe.connector;
const context = () =>
  createTestContext({ connector: stripe, app, accountType: 'key', fields: { apiKey: 'rk_test_1' } });

const at = 'https://api.stripe.com/v1';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const now = Date.parse(date) / 1000;
const ada = {
  id: 'cus_1',
  object: 'customer',
  created: 1_700_000_000,
  livemode: false,
  email: 'ada@acme.example',
  name: 'Ada',
};
const bo = { ...ada, id: 'cus_2', name: null };

const list = (query: string, data: unknown[], has_more = false): Exchange => ({
  request: `GET ${at}/customers?limit=100${query}`,
  headers: { date },
  json: { object: 'list', data, has_more },
});
const types = ['created', 'updated', 'deleted'].map((type) => `types%5B%5D=customer.${type}`).join('&');
const events = (since: number, ids: string[], { after = '', has_more = false } = {}): Exchange => ({
  request: `GET ${at}/events?${types}&created%5Bgte%5D=${since}&limit=100${after && `&starting_after=${after}`}`,
  headers: { date },
  json: {
    data: ids.map((id, index) => ({ id: `evt_${after}${index}`, data: { object: { id, object: 'customer' } } })),
    has_more,
  },
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the account', async () => {
    app.play({
      request: `GET ${at}/account`,
      json: { id: 'acct_1', email: 'mara@acme.example', business_profile: { name: 'Acme' } },
    });
    expect(await check?.(context())).toEqual({ id: 'acct_1', name: 'Acme' });
    expect(app.received[0]?.headers).toMatchObject({
      authorization: 'Bearer rk_test_1',
      'stripe-version': '2023-10-16',
    });
  });

  it('repeats what Stripe says of a wrong key', async () => {
    const error = { type: 'invalid_request_error', message: 'Invalid API Key provided: rk_test_*1' };
    app.play({ request: `GET ${at}/account`, status: 401, json: { error } });
    await expect(check?.(context())).rejects.toMatchObject({
      message: expect.stringContaining('Invalid API Key provided'),
      details: { class: 'auth' },
    });
  });
});

describe('customers', () => {
  it('come whole the first time, page after page', async () => {
    app.play(list('', [ada], true), list('&starting_after=cus_1', [], true), list('', []));
    const page = await objects.customer?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page).toMatchObject({ next: { after: 'cus_1', from: now - 300 }, watermark: now - 300 });
    // An empty page has no last row to go on from, whatever it promises.
    expect(
      await objects.customer?.pull(context(), { mode: 'full', cursor: page?.next ?? null, watermark: null }),
    ).toMatchObject({ next: null });
    expect((await readPass(objects.customer, context(), { mode: 'full' })).rows).toEqual([]);
  });

  it('come by their events after that, each as it is now and once', async () => {
    app.play(
      events(now - 3600, ['cus_2', 'cus_1', 'cus_2'], { has_more: true }),
      { request: `GET ${at}/customers/cus_2`, json: { id: 'cus_2', object: 'customer', deleted: true } },
      { request: `GET ${at}/customers/cus_1`, json: ada },
      events(now - 3600, ['cus_3'], { after: 'evt_2' }),
      {
        request: `GET ${at}/customers/cus_3`,
        status: 404,
        json: { error: { type: 'invalid_request_error', code: 'resource_missing' } },
      },
    );
    const pass = await readPass(objects.customer, context(), { mode: 'incremental', watermark: now - 3600 });
    expect(pass.rows.map(({ id }) => id)).toEqual(['cus_1']);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['cus_2', 'cus_3']);
    expect(pass.watermark).toBe(now - 300);
  });

  it('come whole again when the events are gone', async () => {
    app.play(list('', [ada, bo]));
    const pass = await readPass(objects.customer, context(), { mode: 'incremental', watermark: now - 40 * 86_400 });
    expect(pass.rows).toHaveLength(2);
  });

  it('wait as long as Stripe says, in both of its forms', async () => {
    const error = { type: 'rate_limit_error', message: 'Too many requests' };
    app.play(
      { request: `GET ${at}/customers?limit=100`, status: 429, headers: { 'retry-after': '2' }, json: { error } },
      {
        request: `GET ${at}/customers?limit=100`,
        status: 429,
        headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date },
        json: { error },
      },
      list('', [ada]),
    );
    const patient = context();
    await readPass(objects.customer, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
  });

  it('are found by e-mail before one is made', async () => {
    app.play(
      { request: `GET ${at}/customers?email=ada%40acme.example&limit=1`, json: { data: [ada], has_more: false } },
      { request: `POST ${at}/customers/cus_1`, json: ada },
      { request: `GET ${at}/customers?email=new%40acme.example&limit=1`, json: { data: [], has_more: false } },
      {
        request: `POST ${at}/customers`,
        status: 400,
        json: { error: { type: 'invalid_request_error', param: 'phone', message: 'Too long.' } },
      },
      { request: `POST ${at}/customers/cus_9`, json: { ...ada, id: 'cus_9' } },
    );
    const results = await objects.customer?.upsert?.write(
      context(),
      [
        { data: { email: ada.email, name: 'Ada M' } },
        { data: { email: 'new@acme.example' } },
        { key: 'cus_9', data: { name: 'X' } },
      ],
      { idempotencyKey: 'k' },
    );
    expect(results).toEqual([
      { key: 'cus_1', action: 'updated' },
      { error: { class: 'invalid', code: 'invalid_request_error', message: 'Too long.', field: 'phone' } },
      { key: 'cus_9', action: 'updated' },
    ]);
    const writes = app.received.filter(({ request }) => request.startsWith('POST'));
    expect(writes.map(({ headers }) => headers['idempotency-key'])).toEqual(['k-0', 'k-1', 'k-2']);
  });
});

describe('payments', () => {
  it('lose the client secret before anybody keeps them', () => {
    const row = {
      id: 'pi_1',
      created: 1,
      livemode: false,
      amount: 1999,
      currency: 'eur',
      status: 'succeeded',
      client_secret: 'pi_1_secret_x',
    };
    expect(objects.paymentIntent?.row.parse(row)).not.toHaveProperty('client_secret');
  });
});

describe('actions', () => {
  const run = (name: string, input: unknown) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };

  it('write an invoice with its lines, and repeat what Stripe lost', async () => {
    const draft = { ...invoice, id: 'in_1' };
    app.play(
      { request: `POST ${at}/invoices`, status: 500, json: { error: { type: 'api_error' } } },
      { request: `POST ${at}/invoices`, json: draft },
      { request: `POST ${at}/invoiceitems`, json: { id: 'ii_1' } },
      { request: `GET ${at}/invoices/in_1`, json: { ...draft, total: 500 } },
    );
    const result = await run('createInvoice', {
      customer: 'cus_1',
      currency: 'EUR',
      lines: [{ description: 'Lamp', amount: 500 }],
    });
    expect(result).toMatchObject({ id: 'in_1', total: 500 });
    expect(app.received.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'once',
      'once',
      'once-0',
      undefined,
    ]);
    expect(app.received[2]?.form()).toEqual({
      invoice: 'in_1',
      customer: 'cus_1',
      currency: 'eur',
      description: 'Lamp',
      amount: '500',
    });
  });

  it('send nested fields as Stripe reads them', async () => {
    app.play({ request: `POST ${at}/subscriptions`, json: subscription });
    await run('createSubscription', { customer: 'cus_1', price: 'price_1', quantity: 2, metadata: { a: 'b' } });
    expect(app.received[0]?.form()).toEqual({
      customer: 'cus_1',
      'items[0][price]': 'price_1',
      'items[0][quantity]': '2',
      'metadata[a]': 'b',
    });
  });

  it('say which field Stripe did not take, and what a declined card means', async () => {
    app.play({
      request: `POST ${at}/refunds`,
      status: 402,
      json: {
        error: {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'insufficient_funds',
          message: 'Declined.',
          param: '',
        },
      },
    });
    await expect(run('refundPayment', { payment: 'pi_1' })).rejects.toMatchObject({
      details: { class: 'invalid', code: 'insufficient_funds', appMessage: 'Declined.' },
    });
  });
});

describe('options', () => {
  it('are searched and paged', async () => {
    app.play({
      request: `GET ${at}/products?active=true&limit=100`,
      json: {
        data: [
          { id: 'prod_1', name: 'Lamp' },
          { id: 'prod_2', name: 'Desk' },
        ],
        has_more: true,
      },
    });
    expect(await options.products?.(context(), { search: 'lam', cursor: null })).toEqual({
      options: [{ value: 'prod_1', label: 'Lamp', detail: undefined }],
      next: 'prod_2',
    });
  });
});

const invoice = {
  object: 'invoice',
  created: 1_700_000_000,
  livemode: false,
  currency: 'eur',
  subtotal: 0,
  total: 0,
  amount_due: 0,
  amount_paid: 0,
  amount_remaining: 0,
  period_start: 1_700_000_000,
  period_end: 1_700_000_000,
};
const subscription = {
  id: 'sub_1',
  created: 1_700_000_000,
  livemode: false,
  status: 'active',
  cancel_at_period_end: false,
  start_date: 1_700_000_000,
  items: { data: [] },
};
