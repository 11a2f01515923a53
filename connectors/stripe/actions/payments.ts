import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { paymentIntent, refund } from '../objects/rows.ts';
import { amount, currency, customerId, metadata } from './fields.ts';
import { send } from './send.ts';

export const createPayment = defineAction({
  title: 'Create a payment',
  description: 'A payment intent: the customer pays it on your page with the client secret of the answer.',
  input: z.object({
    amount,
    currency,
    customer: customerId.optional(),
    description: z.string().optional().meta({ title: 'Description' }),
    receiptEmail: z.email().optional().meta({ title: 'Receipt to' }),
    metadata,
  }),
  output: z.looseObject({ id: z.string(), status: z.string(), client_secret: z.string().nullish() }),
  effect: 'writes',
  repeat: 'key',
  example: { amount: 1999, currency: 'eur', description: 'Order 42' },
  run: ({ http }, { receiptEmail, ...input }, { idempotencyKey }) =>
    send(
      http,
      'payment_intents',
      z.looseObject({ id: z.string(), status: z.string(), client_secret: z.string().nullish() }),
      {
        form: { ...input, receipt_email: receiptEmail, automatic_payment_methods: { enabled: true } },
        idempotencyKey,
      },
    ),
});

export const cancelPayment = defineAction({
  title: 'Cancel a payment',
  description: 'Possible until it has succeeded; what was held is given back.',
  input: z.object({ payment: z.string().startsWith('pi_').meta({ title: 'Payment' }) }),
  output: paymentIntent,
  effect: 'destroys',
  repeat: 'key',
  example: { payment: 'pi_3MtwBwLkdIwHu7ix28a3tqPa' },
  run: ({ http }, { payment }, { idempotencyKey }) =>
    send(http, `payment_intents/${encodeURIComponent(payment)}/cancel`, paymentIntent, { idempotencyKey }),
});

export const refundPayment = defineAction({
  title: 'Refund a payment',
  description: 'All of it, or the amount given. The fees of the payment are not given back.',
  input: z.object({
    payment: z.string().startsWith('pi_').meta({ title: 'Payment' }),
    amount: amount.positive().optional(),
    reason: z
      .enum(['duplicate', 'fraudulent', 'requested_by_customer'])
      .optional()
      .meta({
        title: 'Reason',
        choices: { duplicate: 'Paid twice', fraudulent: 'Fraud', requested_by_customer: 'The customer asked for it' },
      }),
    metadata,
  }),
  output: refund,
  effect: 'destroys',
  repeat: 'key',
  example: { payment: 'pi_3MtwBwLkdIwHu7ix28a3tqPa', amount: 500, reason: 'requested_by_customer' },
  run: ({ http }, { payment, ...form }, { idempotencyKey }) =>
    send(http, 'refunds', refund, { form: { payment_intent: payment, ...form }, idempotencyKey }),
});
