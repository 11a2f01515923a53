import { z } from 'zod';
import { address, amount, base, currency, idOf, metadata, seconds } from './row.ts';

// Fields that Stripe adds or that are not named here stay in the row.

export const customer = z.looseObject({
  ...base,
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  description: z.string().nullish(),
  balance: amount.optional(),
  currency: currency.nullish(),
  delinquent: z.boolean().nullish(),
  address,
  metadata,
});

export const product = z.looseObject({
  ...base,
  name: z.string(),
  active: z.boolean(),
  description: z.string().nullish(),
  default_price: idOf,
  updated: seconds,
  url: z.string().nullish(),
  metadata,
});

export const price = z.looseObject({
  ...base,
  product: idOf,
  active: z.boolean(),
  currency,
  nickname: z.string().nullish(),
  lookup_key: z.string().nullish(),
  type: z.string(),
  unit_amount: amount.nullish(),
  unit_amount_decimal: z.string().nullish(),
  recurring: z.looseObject({ interval: z.string(), interval_count: z.int() }).nullish(),
  metadata,
});

export const subscription = z.looseObject({
  ...base,
  customer: idOf,
  status: z.string(),
  currency: currency.optional(),
  cancel_at_period_end: z.boolean(),
  canceled_at: seconds.nullish(),
  current_period_start: seconds.optional(),
  current_period_end: seconds.optional(),
  start_date: seconds,
  ended_at: seconds.nullish(),
  trial_end: seconds.nullish(),
  items: z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) }),
  metadata,
});

export const invoice = z.looseObject({
  ...base,
  number: z.string().nullish(),
  customer: idOf,
  customer_email: z.string().nullish(),
  customer_name: z.string().nullish(),
  status: z.string().nullish(),
  currency,
  subtotal: amount,
  total: amount,
  amount_due: amount,
  amount_paid: amount,
  amount_remaining: amount,
  due_date: seconds.nullish(),
  period_start: seconds,
  period_end: seconds,
  hosted_invoice_url: z.string().nullish(),
  subscription: idOf,
  metadata,
});

export const paymentIntent = z
  .looseObject({
    ...base,
    amount,
    amount_received: amount.optional(),
    currency,
    status: z.string(),
    customer: idOf,
    description: z.string().nullish(),
    latest_charge: idOf,
    receipt_email: z.string().nullish(),
    metadata,
  })
  .transform(({ client_secret: _secret, ...row }) => row);

export const charge = z.looseObject({
  ...base,
  amount,
  amount_captured: amount.optional(),
  amount_refunded: amount,
  currency,
  status: z.string(),
  paid: z.boolean(),
  refunded: z.boolean(),
  disputed: z.boolean(),
  customer: idOf,
  payment_intent: idOf,
  description: z.string().nullish(),
  failure_code: z.string().nullish(),
  failure_message: z.string().nullish(),
  receipt_url: z.string().nullish(),
  metadata,
});

export const refund = z.looseObject({
  id: z.string().min(1),
  created: seconds,
  amount,
  currency,
  status: z.string().nullish(),
  reason: z.string().nullish(),
  charge: idOf,
  payment_intent: idOf,
  failure_reason: z.string().optional(),
  metadata,
});
