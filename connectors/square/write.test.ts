import { describe, expect, it } from 'vitest';
import { accessOf } from '#server/runtime/access.ts';
import { authorizeUrl } from '#server/runtime/oauth2/authorize-url.ts';
import { Secret } from '#server/secrets.ts';
import { onceKey } from './once.ts';
import { get, location, post, refusal, testSquare } from './test-square.ts';

const { app, square, context, objects, actions = {}, options = {} } = await testSquare();

describe('the sign-in', () => {
  const client = { clientId: 'sq0idp-1', clientSecret: new Secret('s'), scopes: [], parameters: {} };
  const access = (accountType: string) => accessOf({ connector: square, accountType, client, learnt: {} });
  const url = (accountType: string) =>
    authorizeUrl({
      access: access(accountType),
      redirectUri: 'https://portico.example/cb',
      state: 's1',
      codeChallenge: 'c1',
    });

  it('is taken back with the secret in a header, and nowhere else', () => {
    const { auth } = access('production');
    expect(auth).toMatchObject({
      revoke: { headers: { authorization: 'Client {{clientSecret}}' } },
      clientAuth: 'none',
    });
  });

  it('asks for a log-in at Square, which the sandbox does not know', async () => {
    const address = await url('production');
    expect(address.origin).toBe('https://connect.squareup.com');
    expect(address.searchParams.get('session')).toBe('false');
    expect(address.searchParams.has('code_challenge')).toBe(false);
    const sandbox = await url('sandbox');
    expect(sandbox.origin).toBe('https://connect.squareupsandbox.com');
    expect(sandbox.searchParams.has('session')).toBe(false);
  });
});

describe('writing', () => {
  it('finds customers by their reference, and tells of each what became of it', async () => {
    app.play(
      post('customers/search', { customers: [{ id: 'KNOWN' }] }),
      post('customers/search', {}),
      post('customers/bulk-create', {
        responses: {
          [onceKey('k', 1)]: { customer: { id: 'NEW' } },
          [onceKey('k', 3)]: refusal('INVALID_EMAIL_ADDRESS', 'No email.', 'email_address'),
        },
      }),
      post('customers/bulk-update', {
        responses: { KNOWN: { customer: { id: 'KNOWN' } }, X: { customer: { id: 'X' } } },
      }),
    );
    const items = [
      { data: { reference_id: 'crm-1', note: 'a' } },
      { data: { reference_id: 'crm-2', id: 'not-ours' } },
      { key: 'X', data: { note: 'b', version: 3 } },
      { data: { email_address: 'x' } },
    ];
    expect(await objects.customer?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'KNOWN', action: 'updated' },
      { key: 'NEW', action: 'created' },
      { key: 'X', action: 'updated' },
      { error: { class: 'invalid', code: 'INVALID_EMAIL_ADDRESS', message: 'No email.', field: 'email_address' } },
    ]);
    expect(app.received[2]?.json()).toEqual({
      customers: { [onceKey('k', 1)]: { reference_id: 'crm-2' }, [onceKey('k', 3)]: { email_address: 'x' } },
    });
    expect(app.received[3]?.json()).toMatchObject({ customers: { X: { note: 'b' } } });
  });

  it('replaces the newest version of an item, with what is there already', async () => {
    const before = { id: 'W', type: 'ITEM', version: 7, item_data: { name: 'Lamp', variations: [] } };
    app.play(get('catalog/object/W', { object: before }), post('catalog/object', { catalog_object: { id: 'W' } }));
    app.play(post('catalog/object', refusal('INVALID_VALUE', 'No name.'), 400));
    const items = [{ key: 'W', data: { item_data: { description: 'Brass' } } }, { data: { item_data: {} } }];
    expect(await objects.catalogItem?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'W', action: 'updated' },
      { error: { class: 'invalid', code: 'INVALID_VALUE', message: 'No name.' } },
    ]);
    expect(app.received[1]?.json()).toEqual({
      idempotency_key: onceKey('k', 0),
      object: { ...before, item_data: { ...before.item_data, description: 'Brass' } },
    });
  });

  it('has keys that are short enough and stay the same', () => {
    expect(onceKey('a'.repeat(300))).toHaveLength(43);
    expect(onceKey('a')).toBe(onceKey('a'));
    expect(onceKey('a', 1)).not.toBe(onceKey('a', 2));
  });
});

describe('actions', () => {
  const customer = 'JDKYHBWT1D4F8MFH63DBMEN8Y4';
  const order = 'CAISENgvlJ6jLWAzERDzjyHVybY';
  const payment = 'bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY';
  const invoice = 'inv%3A0-ChCHu2mZEabLeeHahQnXDjZQECY';
  const key = onceKey('key-1');
  const row = (name: string) => ({ [name]: { id: 'R' } });

  it.each([
    [
      'createCustomer',
      'POST',
      'customers',
      row('customer'),
      { idempotency_key: key, given_name: 'Mara', reference_id: 'crm-42' },
    ],
    ['updateCustomer', 'PUT', `customers/${customer}`, row('customer'), { phone_number: '+46812345678' }],
    [
      'findCustomers',
      'POST',
      'customers/search',
      {},
      { query: { filter: { email_address: { exact: 'mara@globex.example' } } } },
    ],
    [
      'setCustomerAttribute',
      'POST',
      `customers/${customer}/custom-attributes/favourite-lamp`,
      { custom_attribute: { key: 'favourite-lamp', value: 'Brass' } },
      { custom_attribute: { value: 'Brass' } },
    ],
    [
      'createOrder',
      'POST',
      'orders',
      row('order'),
      {
        idempotency_key: key,
        order: {
          location_id: location,
          line_items: [{ name: 'Brass lamp', quantity: '2', base_price_money: { amount: 1999, currency: 'EUR' } }],
        },
      },
    ],
    [
      'findOrders',
      'POST',
      'orders/search',
      {},
      { location_ids: [location], query: { filter: { state_filter: { states: ['OPEN'] } } } },
    ],
    [
      'createPaymentLink',
      'POST',
      'online-checkout/payment-links',
      row('payment_link'),
      { quick_pay: { location_id: location } },
    ],
    [
      'recordPayment',
      'POST',
      'payments',
      row('payment'),
      { source_id: 'EXTERNAL', external_details: { type: 'BANK_TRANSFER' } },
    ],
    ['completePayment', 'POST', `payments/${payment}/complete`, row('payment'), {}],
    ['cancelPayment', 'POST', `payments/${payment}/cancel`, row('payment'), {}],
    [
      'refundPayment',
      'POST',
      'refunds',
      row('refund'),
      { payment_id: payment, amount_money: { amount: 1999, currency: 'EUR' } },
    ],
    [
      'createInvoice',
      'POST',
      'invoices',
      row('invoice'),
      { invoice: { order_id: order, payment_requests: [{ request_type: 'BALANCE', due_date: '2026-12-31' }] } },
    ],
    ['publishInvoice', 'POST', `invoices/${invoice}/publish`, row('invoice'), { version: 0, idempotency_key: key }],
    ['cancelInvoice', 'POST', `invoices/${invoice}/cancel`, row('invoice'), { version: 1 }],
    [
      'saveCatalogItem',
      'POST',
      'catalog/object',
      row('catalog_object'),
      {
        object: {
          id: '#item',
          item_data: { variations: [{ id: '#variation-0', item_variation_data: { sku: 'LAMP' } }] },
        },
      },
    ],
    [
      'setInventory',
      'POST',
      'inventory/changes/batch-create',
      {},
      { changes: [{ physical_count: { quantity: '10', state: 'IN_STOCK' } }] },
    ],
    [
      'adjustInventory',
      'POST',
      'inventory/changes/batch-create',
      {},
      { changes: [{ adjustment: { to_state: 'IN_STOCK' } }] },
    ],
  ])('%s', async (name, method, path, json, body) => {
    const action = actions[name];
    app.play({ request: `${method} https://connect.squareup.com/v2/${path}`, json });
    const output = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'key-1' });
    expect(action?.output.safeParse(output).success).toBe(true);
    expect(app.received[0]?.json()).toMatchObject(body);
  });

  const run = (name: string, input: object = {}) => {
    const action = actions[name];
    const example = typeof action?.example === 'object' ? action.example : {};
    return action?.run(context(), action.input.parse({ ...example, ...input }), { idempotencyKey: 'key-1' });
  };

  it('delete and read', async () => {
    app.play({ request: `DELETE https://connect.squareup.com/v2/customers/${customer}`, json: {} });
    expect(await run('deleteCustomer')).toEqual({ id: customer });
    app.play(get(`orders/${order}`, { order: { id: order } }));
    expect(await run('getOrder')).toEqual({ id: order });
  });

  it('take cash as cash', async () => {
    app.play(post('payments', row('payment')));
    await run('recordPayment', { kind: 'CASH' });
    expect(app.received[0]?.json()).toMatchObject({ source_id: 'CASH', cash_details: {} });
  });

  it('refuse a line of nothing', () => {
    expect(() => actions.createOrder?.input.parse({ location, lines: [{ quantity: 1 }] })).toThrow('Choose an item');
    expect(() => actions.createCustomer?.input.parse({ note: 'x' })).toThrow('Give a name');
  });
});

describe('choices', () => {
  const choose = async (name: string, search = '', cursor: string | null = null) =>
    options[name]?.(context(), { search, cursor });

  it('are locations, customers, items, variations, people and attributes', async () => {
    const item = {
      id: 'I',
      item_data: { name: 'Lamp', variations: [{ id: 'V', item_variation_data: { name: 'Large', sku: 'L-1' } }] },
    };
    app.play(
      get('locations', {
        locations: [
          { id: 'L', name: 'Main', status: 'ACTIVE' },
          { id: 'M', status: 'INACTIVE' },
        ],
      }),
    );
    expect((await choose('locations'))?.options).toEqual([{ value: 'L', label: 'Main' }]);
    app.play(post('customers/search', { customers: [{ id: 'C', company_name: 'Globex' }], cursor: 'c1' }));
    expect(await choose('customers', 'glo', 'c0')).toMatchObject({
      options: [{ value: 'C', label: 'Globex' }],
      next: 'c1',
    });
    expect(app.received[1]?.json()).toEqual({ limit: 100, cursor: 'c0' });
    app.play(
      post('catalog/search-catalog-items', { items: [item] }),
      post('catalog/search-catalog-items', { items: [item] }),
    );
    expect((await choose('catalogItems'))?.options).toEqual([{ value: 'I', label: 'Lamp' }]);
    expect((await choose('catalogVariations', 'lamp'))?.options).toEqual([
      { value: 'V', label: 'Lamp Large', detail: 'L-1' },
    ]);
    app.play(post('team-members/search', { team_members: [{ id: 'T', given_name: 'Mara' }] }));
    expect((await choose('teamMembers'))?.options).toMatchObject([{ value: 'T', label: 'Mara' }]);
    app.play(get('customers/custom-attribute-definitions?limit=100', { custom_attribute_definitions: [{ key: 'a' }] }));
    expect((await choose('customAttributes'))?.options).toEqual([{ value: 'a', label: 'a' }]);
  });
});
