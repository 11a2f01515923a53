import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const shopify = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check, before } = shopify.connector;
const context = () =>
  createTestContext({ connector: shopify, app, learnt: { shop: 'acme-lamps' }, credential: bearer('shpat_1') });

const request = 'POST https://acme-lamps.myshopify.com/admin/api/2026-07/graphql.json';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const answer = (data: unknown) => ({ request, headers: { date }, json: { data } });
const location = (number: number) => ({
  id: `gid://shopify/Location/${number}`,
  name: 'Berlin',
  isActive: true,
  address: {},
});
const page = (nodes: unknown[], endCursor: string | null) => ({
  locations: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } },
});
const run = (name: string, input: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('the shop', () => {
  it.each([
    ['acme-lamps', 'acme-lamps'],
    ['https://Acme-Lamps.myshopify.com/admin', 'acme-lamps'],
    ['admin.shopify.com/store/acme-lamps', 'acme-lamps'],
  ])('is meant by %s', (typed, shop) => expect(before?.parse({ shop: typed })).toEqual({ shop }));

  it.each(['', 'evil.example/x', 'a@b', '-x', 'ä'])('is not meant by %j', (shop) => {
    const parsed = before?.safeParse({ shop });
    expect(parsed?.success ? parsed.data : 'refused').not.toEqual({ shop });
  });

  it('is named', async () => {
    app.play(
      answer({ shop: { id: 'gid://shopify/Shop/1', name: 'Acme', myshopifyDomain: 'acme-lamps.myshopify.com' } }),
    );
    expect(await check?.(context())).toEqual({ id: 'gid://shopify/Shop/1', name: 'Acme (acme-lamps.myshopify.com)' });
    expect(app.received[0]?.headers).toMatchObject({ 'x-shopify-access-token': 'shpat_1' });
    expect(app.received[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('a list', () => {
  it('goes on at its cursor, past an empty page', async () => {
    app.play(answer(page([location(1)], 'c1')), answer(page([], 'c2')), answer(page([location(2)], null)));
    const pass = await readPass(objects.location, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['gid://shopify/Location/1', 'gid://shopify/Location/2']);
    expect(app.received.map((one) => one.json())).toMatchObject([
      { variables: { first: 100 } },
      { variables: { after: 'c1' } },
      { variables: { after: 'c2' } },
    ]);
  });

  it('stops at a cursor that came before', async () => {
    app.play(answer(page([location(1)], 'c1')), answer(page([location(2)], 'c1')));
    await expect(readPass(objects.location, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('asks for what changed', async () => {
    app.play(answer({ customers: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } }));
    const pass = await readPass(objects.customer, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00.000Z',
    });
    expect(app.received[0]?.json()).toMatchObject({ variables: { query: "updated_at:>='2026-11-20T00:00:00.000Z'" } });
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('waits until enough points have come back', async () => {
    const cost = {
      requestedQueryCost: 302,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 52, restoreRate: 100 },
    };
    const throttled = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost } };
    app.play({ request, json: throttled }, answer(page([], null)));
    const patient = context();
    await readPass(objects.location, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_500]);
  });
});

describe('rows', () => {
  it('hold the fields of the shop by name', () => {
    const customer = {
      id: 'gid://shopify/Customer/1',
      displayName: 'Ada',
      state: 'ENABLED',
      tags: [],
      numberOfOrders: '12345678901234567890',
      amountSpent: { amount: '19.99', currencyCode: 'EUR' },
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
      metafields: { nodes: [{ namespace: 'crm', key: 'id', value: '42' }] },
    };
    expect(objects.customer?.row.parse(customer)).toMatchObject({
      metafields: { 'crm.id': '42' },
      numberOfOrders: '12345678901234567890',
    });
  });

  it('are described with them', async () => {
    app.play(
      answer({
        metafieldDefinitions: { nodes: [{ namespace: 'crm', key: 'since', name: 'Since', type: { name: 'date' } }] },
      }),
    );
    expect(await objects.customer?.describe?.(context())).toContainEqual({
      name: 'metafields["crm.since"]',
      label: 'Since',
      type: 'date',
      custom: true,
    });
  });
});

describe('writing', () => {
  it('tells what the shop refuses at its field', async () => {
    app.play(
      answer({
        customerCreate: {
          customer: null,
          userErrors: [{ field: ['input', 'email'], message: 'Email has already been taken' }],
        },
      }),
    );
    await expect(run('createCustomer', { email: 'ada@acme.example' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'email', appMessage: 'Email has already been taken' },
    });
  });

  it('goes on with the others', async () => {
    app.play(
      answer({
        customerSet: {
          customer: null,
          userErrors: [{ field: ['input', 'phone'], message: 'Phone is invalid', code: 'INVALID' }],
        },
      }),
      answer({ customerSet: { customer: { id: 'gid://shopify/Customer/2' }, userErrors: [] } }),
    );
    const items = [{ data: { email: 'a@acme.example', phone: 'x' } }, { data: { email: 'b@acme.example' } }];
    expect(await objects.customer?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { error: { class: 'invalid', code: 'INVALID', message: 'Phone is invalid', field: 'phone' } },
      { key: 'gid://shopify/Customer/2', action: 'updated' },
    ]);
  });

  it('changes stock once for a key', async () => {
    app.play(
      answer({
        inventoryAdjustQuantities: {
          inventoryAdjustmentGroup: { id: 'gid://shopify/InventoryAdjustmentGroup/1' },
          userErrors: [],
        },
      }),
    );
    await run('adjustStock', {
      inventoryItem: 'gid://shopify/InventoryItem/1',
      location: 'gid://shopify/Location/1',
      delta: -2,
    });
    expect(app.received[0]?.json()).toMatchObject({
      variables: { key: 'once' },
      query: expect.stringContaining('@idempotent(key: $key)'),
    });
  });
});

describe('options', () => {
  it('search where Shopify can, and look through where it can not', async () => {
    app.play(answer(page([location(1), { ...location(2), name: 'Bonn' }], 'c')));
    expect(await options.locations?.(context(), { search: 'bon', cursor: null })).toEqual({
      options: [{ value: 'gid://shopify/Location/2', label: 'Bonn', detail: undefined }],
      next: 'c',
    });
  });
});

describe('hooks', () => {
  const body = new TextEncoder().encode('{"id":1,"admin_graphql_api_id":"gid://shopify/Order/1"}');
  const headers = {
    'x-shopify-hmac-sha256': createHmac('sha256', 'client-secret').update(body).digest('base64'),
    'x-shopify-topic': 'orders/create',
    'x-shopify-webhook-id': 'w1',
    'x-shopify-shop-domain': 'acme-lamps.myshopify.com',
  };
  const hook = { method: 'POST', url: new URL('https://portico.example/h'), headers: new Headers(headers), body };

  it('are signed with the client secret', () => {
    const verify = typeof hooks?.verify === 'function' ? hooks.verify : undefined;
    expect(verify?.(hook, { secret: 'x', clientSecret: 'client-secret' }, new Date())).toEqual({ ok: true });
    expect(
      verify?.(
        { ...hook, body: new TextEncoder().encode('{"id":2}') },
        { secret: 'x', clientSecret: 'client-secret' },
        new Date(),
      ),
    ).toEqual({ ok: false, because: 'bad_signature' });
  });

  it('say of which shop and order they speak', () => {
    expect(hooks?.events(hook)).toMatchObject([
      { id: 'w1', type: 'orders/create', account: 'acme-lamps', object: 'order', key: 'gid://shopify/Order/1' },
    ]);
  });
});
