import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { payment, refund } from '../objects/rows.ts';
import { given, onceKey } from '../once.ts';
import { amount, currency, customerId, locationId, orderId, paymentId, text } from './fields.ts';

const answer = z.object({ payment });
const scopes = ['PAYMENTS_WRITE'];
const example = 'bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY';

export const recordPayment = defineAction({
  title: 'Record a payment',
  description: 'That came in outside of Square: cash, a transfer, a cheque. Cards need Square’s own form.',
  input: z.object({
    amount,
    currency,
    kind: z.enum(['CASH', 'CHECK', 'BANK_TRANSFER', 'OTHER_GIFT_CARD', 'CARD', 'OTHER']).meta({
      title: 'Paid by',
      choices: {
        CASH: 'Cash',
        CHECK: 'Cheque',
        BANK_TRANSFER: 'Bank transfer',
        OTHER_GIFT_CARD: 'Gift card of another',
        CARD: 'Card, at another terminal',
        OTHER: 'Other',
      },
    }),
    source: z.string().min(1).max(255).default('Other').meta({ title: 'Where', description: 'Such as the bank.' }),
    location: locationId.optional(),
    order: orderId.optional(),
    customer: customerId.optional(),
    reference: text(40).meta({ title: 'Reference', description: 'An ID of yours.' }),
    note: text(500).meta({ title: 'Note' }),
  }),
  output: payment,
  effect: 'writes',
  repeat: 'key',
  scopes,
  run: async ({ http }, input, { idempotencyKey }) => {
    const money = { amount: input.amount, currency: input.currency };
    const isCash = input.kind === 'CASH';
    const json = given({
      idempotency_key: onceKey(idempotencyKey),
      source_id: isCash ? 'CASH' : 'EXTERNAL',
      amount_money: money,
      cash_details: isCash ? { buyer_supplied_money: money } : undefined,
      external_details: isCash ? undefined : { type: input.kind, source: input.source },
      location_id: input.location,
      order_id: input.order,
      customer_id: input.customer,
      reference_id: input.reference,
      note: input.note,
    });
    return (await http.post('/v2/payments', answer, { json, repeatable: true })).body.payment;
  },
  example: { amount: 3998, currency: 'EUR', kind: 'BANK_TRANSFER', source: 'Acme Bank', reference: 'shop-42' },
});

const change = (verb: string, title: string, description: string, effect: 'writes' | 'destroys') =>
  defineAction({
    title,
    description,
    input: z.object({ id: paymentId }),
    output: payment,
    effect,
    repeat: 'natural',
    scopes,
    run: async ({ http }, { id }) => {
      const path = `/v2/payments/${encodeURIComponent(id)}/${verb}`;
      return (await http.post(path, answer, { json: {}, repeatable: true })).body.payment;
    },
    example: { id: example },
  });

export const completePayment = change('complete', 'Complete a payment', 'One that was only reserved.', 'writes');
export const cancelPayment = change(
  'cancel',
  'Cancel a payment',
  'One that was reserved and not completed. It can’t be undone.',
  'destroys',
);

export const refundPayment = defineAction({
  title: 'Refund a payment',
  description: 'In part or as a whole. It can’t be undone.',
  input: z.object({ id: paymentId, amount, currency, reason: text(192).meta({ title: 'Reason' }) }),
  output: refund,
  effect: 'destroys',
  repeat: 'key',
  scopes,
  run: async ({ http }, input, { idempotencyKey }) => {
    const json = given({
      idempotency_key: onceKey(idempotencyKey),
      payment_id: input.id,
      amount_money: { amount: input.amount, currency: input.currency },
      reason: input.reason,
    });
    return (await http.post('/v2/refunds', z.object({ refund }), { json, repeatable: true })).body.refund;
  },
  example: { id: example, amount: 1999, currency: 'EUR', reason: 'One lamp came broken.' },
});
