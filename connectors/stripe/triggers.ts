import type { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';
import { charge, customer, invoice, paymentIntent, subscription } from './objects/rows.ts';

const on = (title: string, events: string[], output: z.ZodType, sample: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output,
  sample,
});

const created = 1_700_000_000;
const person = { id: 'cus_NffrFeUfNV2Hib', created, livemode: false, name: 'Ada Moreno', email: 'ada@acme.example' };
const bill = {
  id: 'in_1MtHbELkdIwHu7ixl4OzzPMv',
  created,
  livemode: false,
  number: 'C0F5A6B0-0001',
  customer: person.id,
  status: 'paid',
  currency: 'eur',
  subtotal: 120_000,
  total: 120_000,
  amount_due: 120_000,
  amount_paid: 120_000,
  amount_remaining: 0,
  period_start: created,
  period_end: created,
};
const paid = {
  id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
  created,
  livemode: false,
  amount: 1999,
  currency: 'eur',
  status: 'succeeded',
};
const renewal = {
  id: 'sub_1MowQVLkdIwHu7ixeRlqHVzs',
  created,
  livemode: false,
  customer: person.id,
  status: 'active',
  cancel_at_period_end: false,
  start_date: created,
  items: { data: [{ id: 'si_Na6dzxczY5fwHx' }] },
};
const card = {
  id: 'ch_3MmlLrLkdIwHu7ix0snN0B15',
  created,
  livemode: false,
  amount: 1999,
  amount_refunded: 1999,
  currency: 'eur',
  status: 'succeeded',
  paid: true,
  refunded: true,
  disputed: false,
};

export const triggers: Record<string, ConnectorTrigger> = {
  customerCreated: on('A customer was created', ['customer.created'], customer, person),
  customerChanged: on('A customer was changed', ['customer.updated'], customer, person),
  invoicePaid: on('An invoice was paid', ['invoice.paid'], invoice, bill),
  invoicePaymentFailed: on('The payment of an invoice failed', ['invoice.payment_failed'], invoice, {
    ...bill,
    status: 'open',
  }),
  paymentSucceeded: on('A payment succeeded', ['payment_intent.succeeded'], paymentIntent, paid),
  paymentFailed: on('A payment failed', ['payment_intent.payment_failed'], paymentIntent, {
    ...paid,
    status: 'requires_payment_method',
  }),
  subscriptionStarted: on('A subscription began', ['customer.subscription.created'], subscription, renewal),
  subscriptionChanged: on('A subscription was changed', ['customer.subscription.updated'], subscription, renewal),
  subscriptionEnded: on('A subscription ended', ['customer.subscription.deleted'], subscription, {
    ...renewal,
    status: 'canceled',
  }),
  chargeRefunded: on('A payment was refunded', ['charge.refunded'], charge, card),
  chargeDisputed: on('A payment was disputed', ['charge.dispute.created'], charge, { ...card, disputed: true }),
};
