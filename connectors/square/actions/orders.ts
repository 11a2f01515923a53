import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { order } from '../objects/rows.ts';
import { given, onceKey } from '../once.ts';
import { amount, currency, customerId, further, locationId, orderId, text, variationId } from './fields.ts';

const line = z
  .object({
    item: variationId.optional(),
    name: text(512).meta({ title: 'Name', description: 'Of something that is not in the catalog.' }),
    quantity: z.number().positive().default(1).meta({ title: 'Quantity' }),
    amount: amount
      .optional()
      .meta({ title: 'Price of one', description: 'In the smallest unit. Left out: the catalog’s.' }),
    currency: currency.optional(),
    note: text(2000).meta({ title: 'Note' }),
  })
  .refine(({ item, name, amount: price }) => item !== undefined || (name !== undefined && price !== undefined), {
    message: 'Choose an item of the catalog, or give a name and a price.',
    path: ['item'],
  })
  .refine(({ amount: price, currency: code }) => price === undefined || code !== undefined, {
    message: 'A price needs its currency.',
    path: ['currency'],
  });
const answer = z.object({ order });
const example = 'CAISENgvlJ6jLWAzERDzjyHVybY';
const location = 'YYQR03DGCTXA4';

export const createOrder = defineAction({
  title: 'Create an order',
  input: z.object({
    location: locationId,
    lines: z.array(line).min(1).meta({ title: 'Lines' }),
    customer: customerId.optional(),
    reference: text(40).meta({ title: 'Reference', description: 'An ID of yours.' }),
    fields: further,
  }),
  output: order,
  effect: 'writes',
  repeat: 'key',
  scopes: ['ORDERS_WRITE'],
  run: async ({ http }, input, { idempotencyKey }) => {
    const made = given({
      location_id: input.location,
      customer_id: input.customer,
      reference_id: input.reference,
      line_items: input.lines.map((one) =>
        given({
          catalog_object_id: one.item,
          name: one.name,
          quantity: String(one.quantity),
          base_price_money: one.amount === undefined ? undefined : { amount: one.amount, currency: one.currency },
          note: one.note,
        }),
      ),
      ...input.fields,
    });
    const json = { idempotency_key: onceKey(idempotencyKey), order: made };
    return (await http.post('/v2/orders', answer, { json, repeatable: true })).body.order;
  },
  example: {
    location,
    lines: [{ name: 'Brass lamp', quantity: 2, amount: 1999, currency: 'EUR' }],
    reference: 'shop-42',
  },
});

export const getOrder = defineAction({
  title: 'Read an order',
  input: z.object({ id: orderId }),
  output: order,
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { id }) => (await http.get(`/v2/orders/${encodeURIComponent(id)}`, answer)).body.order,
  example: { id: example },
});

const found = z.object({ orders: z.array(order).nullish() });

export const findOrders = defineAction({
  title: 'Find orders',
  description: 'Of one location, the newest first. Up to 100.',
  input: z.object({
    location: locationId,
    customer: customerId.optional(),
    state: z
      .enum(['OPEN', 'COMPLETED', 'CANCELED', 'DRAFT'])
      .optional()
      .meta({
        title: 'State',
        choices: { OPEN: 'Open', COMPLETED: 'Completed', CANCELED: 'Cancelled', DRAFT: 'Draft' },
      }),
  }),
  output: z.object({ orders: z.array(order) }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const filter = given({
      state_filter: input.state === undefined ? undefined : { states: [input.state] },
      customer_filter: input.customer === undefined ? undefined : { customer_ids: [input.customer] },
    });
    const sort = { sort_field: 'CREATED_AT', sort_order: 'DESC' };
    const json = { limit: 100, location_ids: [input.location], query: { filter, sort } };
    return { orders: (await http.post('/v2/orders/search', found, { json, repeatable: true })).body.orders ?? [] };
  },
  example: { location, state: 'OPEN' },
});

const link = z.looseObject({ id: z.string(), url: z.string().optional(), order_id: z.string().optional() });

export const createPaymentLink = defineAction({
  title: 'Create a payment link',
  description: 'A page of Square’s where one thing is paid.',
  input: z.object({
    location: locationId,
    name: z.string().min(1).max(255).meta({ title: 'Name' }),
    amount,
    currency,
    note: text(500).meta({ title: 'Note on the payment' }),
    redirectUrl: z
      .url({ protocol: /^https$/ })
      .optional()
      .meta({ title: 'Back to' }),
    email: z.string().min(3).max(255).optional().meta({ title: 'Email of the buyer' }),
  }),
  output: link,
  effect: 'writes',
  repeat: 'key',
  scopes: ['ORDERS_WRITE', 'PAYMENTS_WRITE'],
  run: async ({ http }, input, { idempotencyKey }) => {
    const json = given({
      idempotency_key: onceKey(idempotencyKey),
      quick_pay: {
        name: input.name,
        price_money: { amount: input.amount, currency: input.currency },
        location_id: input.location,
      },
      payment_note: input.note,
      checkout_options: input.redirectUrl === undefined ? undefined : { redirect_url: input.redirectUrl },
      pre_populated_data: input.email === undefined ? undefined : { buyer_email: input.email },
    });
    const schema = z.object({ payment_link: link });
    return (await http.post('/v2/online-checkout/payment-links', schema, { json, repeatable: true })).body.payment_link;
  },
  example: {
    location,
    name: 'Brass lamp',
    amount: 1999,
    currency: 'EUR',
    redirectUrl: 'https://shop.acme.example/thanks',
  },
});
