import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { date, get, location, post, refusal, testSquare } from './test-square.ts';

const { app, context, objects, check } = await testSquare();
const since = '2026-11-21T08:00:00.000Z';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('connecting', () => {
  const merchant = { id: 'MLEFBHHSJGVHD', business_name: 'Acme Lamps', country: 'SE' };

  it('names the seller, and says which version of the API is meant', async () => {
    app.play(get('merchants/me', { merchant }));
    expect(await check?.(context())).toEqual({ id: 'MLEFBHHSJGVHD', name: 'Acme Lamps' });
    expect(app.received[0]?.headers).toMatchObject({ 'square-version': '2026-09-16', authorization: 'Bearer token-1' });
  });

  it('goes to the sandbox', async () => {
    app.play({ request: 'GET https://connect.squareupsandbox.com/v2/merchants/me', json: { merchant } });
    expect(await check?.(context({ accountType: 'sandbox' }))).toMatchObject({ id: 'MLEFBHHSJGVHD' });
  });
});

describe('customers', () => {
  const search = (json: unknown) => post('customers/search', json);
  const definition = {
    key: 'square:lamp',
    name: 'Favourite lamp',
    schema: { type: 'array', items: { names: ['Brass', 'Steel'], enum: ['b', 's'] } },
  };
  const definitions = () =>
    get('customers/custom-attribute-definitions?limit=100', { custom_attribute_definitions: [definition] });

  it('come page by page in the order of creation, over an empty page in the middle', async () => {
    app.play(
      search({ customers: [{ id: 'A' }], cursor: 'c1' }),
      search({ cursor: 'c2' }),
      search({ customers: [{ id: 'B' }] }),
    );
    const pass = await readPass(objects.customer, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['A', 'B']);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
    expect(app.received.map((one) => one.json())).toMatchObject([
      { limit: 100, query: { sort: { field: 'CREATED_AT', order: 'ASC' } } },
      { cursor: 'c1' },
      { cursor: 'c2' },
    ]);
  });

  it('end where Square gives the same cursor twice', async () => {
    const again = { customers: [{ id: 'A' }], cursor: 'c1' };
    app.play(search(again), search(again));
    await expect(readPass(objects.customer, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('come by the time of their change, with their custom attributes where they are wanted', async () => {
    const settings = { customAttributes: true };
    app.play(
      search({ customers: [{ id: 'A' }] }),
      definitions(),
      get('customers/A/custom-attributes?limit=100', { custom_attributes: [{ key: 'square:lamp', value: ['b'] }] }),
      definitions(),
    );
    const pass = await readPass(objects.customer, context({ settings }), { mode: 'incremental', watermark: since });
    expect(app.received[0]?.json()).toMatchObject({ query: { filter: { updated_at: { start_at: since } } } });
    expect(pass.rows).toEqual([{ id: 'A', custom_attributes: { 'square:lamp': ['b'] } }]);
    const fields = await objects.customer?.describe?.(context({ settings }));
    expect(fields?.at(-1)).toEqual({
      name: 'custom_attributes.square:lamp',
      label: 'Favourite lamp',
      type: 'choices',
      custom: true,
      readOnly: true,
      choices: [
        { value: 'b', label: 'Brass' },
        { value: 's', label: 'Steel' },
      ],
    });
  });

  it('leave one bad row to itself', async () => {
    app.play(search({ customers: [{ id: '' }] }));
    await expect(readPass(objects.customer, context(), { mode: 'full' })).rejects.toThrow();
  });
});

describe('what belongs to locations', () => {
  const locations = (count: number) =>
    get('locations', { locations: Array.from({ length: count }, (_none, at) => ({ id: `L${at}` })) });

  it('is read for ten of them at a time', async () => {
    const search = (json: unknown) => post('orders/search', json);
    app.play(
      locations(11),
      search({ orders: [{ id: 'A' }], cursor: 'c1' }),
      search({}),
      search({ orders: [{ id: 'B' }] }),
    );
    const pass = await readPass(objects.order, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ id }) => id)).toEqual(['A', 'B']);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
    const [first, second, third] = app.received.slice(1).map((one) => one.json());
    expect(first).toMatchObject({
      location_ids: ['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9'],
      query: {
        filter: { date_time_filter: { updated_at: { start_at: since } } },
        sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
      },
    });
    expect(second).toMatchObject({ cursor: 'c1' });
    expect(third).toMatchObject({ location_ids: ['L10'] });
    expect(third).not.toHaveProperty('cursor');
  });

  it('is read for each where Square takes no more, from the beginning', async () => {
    const query = (id: string) =>
      `payments?location_id=${id}&begin_time=2009-01-01T00%3A00%3A00Z&sort_field=CREATED_AT&sort_order=ASC&limit=100`;
    app.play(locations(2), get(query('L0'), { payments: [{ id: 'P0' }] }), get(query('L1'), {}));
    expect((await readPass(objects.payment, context(), { mode: 'full' })).rows).toEqual([{ id: 'P0' }]);
    app.play(locations(1), post('invoices/search', { invoices: [{ id: 'I0' }] }));
    expect((await readPass(objects.invoice, context(), { mode: 'full' })).rows).toEqual([{ id: 'I0' }]);
    app.play(locations(0));
    expect((await readPass(objects.order, context(), { mode: 'full' })).rows).toEqual([]);
  });
});

describe('the catalog', () => {
  it('tells what was deleted, and the items of variations that changed', async () => {
    const item = (id: string, more = {}) => ({ id, type: 'ITEM', ...more });
    const variation = { id: 'V', type: 'ITEM_VARIATION' };
    app.play(
      post('catalog/search', {
        objects: [item('A'), item('B', { is_deleted: true }), variation],
        related_objects: [item('A'), item('C')],
      }),
    );
    const pass = await readPass(objects.catalogItem, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ id }) => id)).toEqual(['A', 'C']);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['B']);
    expect(app.received[0]?.json()).toEqual({
      limit: 500,
      object_types: ['ITEM', 'ITEM_VARIATION'],
      begin_time: since,
      include_deleted_objects: true,
      include_related_objects: true,
    });
    app.play(get('catalog/object/B', { object: item('B', { is_deleted: true }) }));
    expect(await objects.catalogItem?.get?.(context(), 'B')).toBeNull();
  });

  it('is read whole, as are stock, team and refunds', async () => {
    const count = { catalog_object_id: 'V', location_id: location, state: 'IN_STOCK', quantity: '10' };
    app.play(
      post('catalog/search', { objects: [{ id: 'K', type: 'CATEGORY' }] }),
      post('inventory/counts/batch-retrieve', { counts: [count] }),
      post('team-members/search', { team_members: [{ id: 'T' }] }),
      get('refunds?begin_time=2009-01-01T00%3A00%3A00Z&sort_field=CREATED_AT&sort_order=ASC&limit=100', {}),
    );
    expect((await readPass(objects.catalogCategory, context(), { mode: 'full' })).rows).toHaveLength(1);
    const [row] = (await readPass(objects.inventoryCount, context(), { mode: 'full' })).rows;
    expect(objects.inventoryCount?.key(row, { customAttributes: false })).toBe(`V/${location}/IN_STOCK`);
    expect((await readPass(objects.teamMember, context(), { mode: 'full' })).rows).toHaveLength(1);
    expect((await readPass(objects.refund, context(), { mode: 'full' })).rows).toEqual([]);
    expect(app.received[0]?.json()).toEqual({ limit: 500, object_types: ['CATEGORY'] });
  });
});

describe('what goes wrong', () => {
  const read = (own = context()) => objects.order?.get?.(own, 'A');

  it.each([
    [
      'an ended token',
      401,
      refusal('ACCESS_TOKEN_EXPIRED', 'It ended.'),
      { class: 'auth', code: 'ACCESS_TOKEN_EXPIRED' },
    ],
    ['a scope that is missing', 403, refusal('INSUFFICIENT_SCOPES', 'No.'), { class: 'permission', appMessage: 'No.' }],
    ['a field', 400, refusal('INVALID_VALUE', 'Not so.', 'order.id'), { class: 'invalid', field: 'order.id' }],
    ['an old version', 400, refusal('VERSION_MISMATCH', 'Old.'), { class: 'conflict' }],
    ['an answer of another shape', 200, { order: 'x' }, { class: 'protocol' }],
  ])('names %s', async (_what, status, json, details) => {
    app.play(get('orders/A', json, status));
    await expect(read()).rejects.toMatchObject({ details });
  });

  it('names a page for people, and what is not there', async () => {
    const headers = { 'content-type': 'text/html' };
    app.play({ request: `${get('orders/A', {}).request}`, headers, text: '<html><title>Down</title></html>' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
    app.play(get('orders/A', refusal('NOT_FOUND', 'None.'), 404));
    expect(await read()).toBeNull();
  });

  it('waits as long as Square says, in both forms, and renews an access that ended', async () => {
    const slow = (after: string) => ({
      ...get('orders/A', refusal('RATE_LIMITED', 'Slow.'), 429),
      headers: { date, 'retry-after': after },
    });
    app.play(
      slow('7'),
      slow('Sat, 21 Nov 2026 09:00:03 GMT'),
      get('orders/A', refusal('UNAUTHORIZED', 'x'), 401),
      get('orders/A', { order: { id: 'A' } }),
    );
    const patient = context({ renewed: bearer('token-2') });
    expect(await read(patient)).toEqual({ id: 'A' });
    expect(patient.pauses).toEqual([7_000, 3_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});
