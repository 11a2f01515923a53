import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { price, product, subscription } from '../objects/rows.ts';
import { amount, currency, customerId, metadata, priceId, productId } from './fields.ts';
import { send } from './send.ts';

export const createProduct = defineAction({
  title: 'Create a product',
  input: z.object({
    name: z.string().min(1).meta({ title: 'Name' }),
    description: z.string().optional().meta({ title: 'Description' }),
    active: z.boolean().default(true).meta({ title: 'For sale' }),
    metadata,
  }),
  output: product,
  effect: 'writes',
  repeat: 'key',
  example: { name: 'Lamp', description: 'Brass' },
  run: ({ http }, form, { idempotencyKey }) => send(http, 'products', product, { form, idempotencyKey }),
});

export const createPrice = defineAction({
  title: 'Create a price',
  description: 'Amount and currency of a price can not be changed later; a new price takes its place.',
  input: z.object({
    product: productId,
    amount,
    currency,
    interval: z
      .enum(['day', 'week', 'month', 'year'])
      .optional()
      .meta({ title: 'Paid every', description: 'Empty: once.' }),
    nickname: z.string().optional().meta({ title: 'Internal name' }),
    metadata,
  }),
  output: price,
  effect: 'writes',
  repeat: 'key',
  example: { product: 'prod_NWjs8kKbJWmuuc', amount: 990, currency: 'eur', interval: 'month' },
  run: ({ http }, { amount: unit_amount, interval, ...form }, { idempotencyKey }) =>
    send(http, 'prices', price, {
      form: { ...form, unit_amount, ...(interval && { recurring: { interval } }) },
      idempotencyKey,
    }),
});

export const createSubscription = defineAction({
  title: 'Start a subscription',
  input: z.object({
    customer: customerId,
    price: priceId,
    quantity: z.int().positive().default(1).meta({ title: 'Quantity' }),
    trialDays: z.int().min(0).max(730).default(0).meta({ title: 'Days on trial' }),
    metadata,
  }),
  output: subscription,
  effect: 'writes',
  repeat: 'key',
  example: { customer: 'cus_NffrFeUfNV2Hib', price: 'price_1MoBy5LkdIwHu7ixZhnattbh', quantity: 2 },
  run: ({ http }, { price: id, quantity, trialDays, ...form }, { idempotencyKey }) =>
    send(http, 'subscriptions', subscription, {
      form: {
        ...form,
        items: [{ price: id, quantity }],
        ...(trialDays > 0 && { trial_period_days: trialDays }),
      },
      idempotencyKey,
    }),
});

export const cancelSubscription = defineAction({
  title: 'End a subscription',
  input: z.object({
    subscription: z.string().startsWith('sub_').meta({ title: 'Subscription' }),
    when: z
      .enum(['period_end', 'now'])
      .default('period_end')
      .meta({ title: 'When', choices: { period_end: 'At the end of what is paid', now: 'At once' } }),
  }),
  output: subscription,
  effect: 'destroys',
  repeat: 'natural',
  example: { subscription: 'sub_1MowQVLkdIwHu7ixeRlqHVzs' },
  run: async ({ http }, { subscription: id, when }, { idempotencyKey }) => {
    const path = `subscriptions/${encodeURIComponent(id)}`;
    if (when === 'now') return (await http.delete(`/v1/${path}`, subscription)).body;
    return send(http, path, subscription, { form: { cancel_at_period_end: true }, idempotencyKey });
  },
});
