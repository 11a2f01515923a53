import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const stripe = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {} } = stripe.connector;
const context = () =>
  createTestContext({ connector: stripe, app, accountType: 'key', fields: { apiKey: 'rk_test_1' } });

const at = 'https://api.stripe.com/v1';
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
