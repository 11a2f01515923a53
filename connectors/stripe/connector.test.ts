import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const stripe = await loadTestConnector(basename(import.meta.dirname));
const { objects, check } = stripe.connector;
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

  it('have the metadata that the account keeps as fields of their own', async () => {
    app.play(
      list('', [
        { ...ada, metadata: { tier: 'gold' } },
        { ...bo, metadata: { source: 'fair', tier: 'x' } },
      ]),
    );
    const fields = (await objects.customer?.describe?.(context())) ?? [];
    expect(fields).toEqual(
      expect.arrayContaining([
        { name: 'email', label: 'Email', type: 'text' },
        { name: 'address.postal_code', label: 'Address postal code', type: 'text' },
        { name: 'delinquent', label: 'Delinquent', type: 'boolean', readOnly: true },
        { name: 'metadata.source', label: 'source', type: 'text', custom: true },
        { name: 'metadata.tier', label: 'tier', type: 'text', custom: true },
      ]),
    );
    expect(fields.map(({ name }) => name)).not.toContain('metadata');
  });
});

describe('prices', () => {
  const price = { id: 'price_1', product: 'prod_1', created: 1, livemode: false, active: true, currency: 'eur' };
  const found = (data: unknown[]) => ({
    request: `GET ${at}/prices?lookup_keys%5B%5D=lamp&limit=1`,
    json: { data, has_more: false },
  });
  const known = { request: `GET ${at}/prices/price_1`, json: { ...price, type: 'one_time', unit_amount: 500 } };
  const data = { lookup_key: 'lamp', product: 'prod_1', currency: 'EUR', unit_amount: 500, nickname: 'Lamp' };
  const write = (items: { key?: string; data: Record<string, unknown> }[]) =>
    objects.price?.upsert?.write(context(), items, { idempotencyKey: 'k' });

  it('are found by their lookup key, and keep what they cost', async () => {
    app.play(found([price]), known, { request: `POST ${at}/prices/price_1`, json: price });
    app.play(found([price]), known, found([]), { request: `POST ${at}/prices`, json: { ...price, id: 'price_2' } });
    expect(await write([{ data }, { data: { ...data, unit_amount: 600 } }, { data }])).toEqual([
      { key: 'price_1', action: 'updated' },
      { error: expect.objectContaining({ class: 'invalid', code: 'price_is_fixed', field: 'unit_amount' }) },
      { key: 'price_2', action: 'created' },
    ]);
    const [change, made] = app.received.filter(({ request }) => request.startsWith('POST'));
    expect(change?.form()).toEqual({ lookup_key: 'lamp', nickname: 'Lamp' });
    expect(made?.form()).toMatchObject({ currency: 'EUR', unit_amount: '500' });
  });
});
