import { describe, expect, it } from 'vitest';
import { onceKey } from './once.ts';
import { get, location, post, refusal, testSquare } from './test-square.ts';

const { app, context, actions = {} } = await testSquare();

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

  it('count once, also where a repeat comes later', async () => {
    app.play(post('inventory/changes/batch-create', refusal('IDEMPOTENCY_KEY_REUSED', 'Used.'), 400));
    expect(await run('setInventory')).toEqual({ counts: [] });
    app.play(post('inventory/changes/batch-create', refusal('INVALID_QUANTITY', 'Too many.', 'quantity'), 400));
    await expect(run('adjustInventory')).rejects.toMatchObject({ details: { class: 'invalid', field: 'quantity' } });
  });

  it('refuse a line of nothing', () => {
    expect(() => actions.createOrder?.input.parse({ location, lines: [{ quantity: 1 }] })).toThrow('Choose an item');
    expect(() => actions.createCustomer?.input.parse({ note: 'x' })).toThrow('Give a name');
  });
});
