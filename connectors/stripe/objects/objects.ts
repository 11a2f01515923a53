import { charge, customer, invoice, paymentIntent, price, product, refund, subscription } from './rows.ts';
import { stripeObject } from './stripe-object.ts';
import { upsertCustomers, upsertProducts } from './upsert.ts';

const of = (noun: string, ...what: string[]) => what.map((one) => `${noun}.${one}`);

export const objects = {
  customer: stripeObject({
    label: 'customers',
    path: 'customers',
    row: customer,
    events: of('customer', 'created', 'updated', 'deleted'),
    upsert: upsertCustomers,
  }),
  product: stripeObject({
    label: 'products',
    path: 'products',
    row: product,
    events: of('product', 'created', 'updated', 'deleted'),
    upsert: upsertProducts,
  }),
  price: stripeObject({
    label: 'prices',
    path: 'prices',
    row: price,
    events: of('price', 'created', 'updated', 'deleted'),
  }),
  subscription: stripeObject({
    label: 'subscriptions',
    path: 'subscriptions',
    row: subscription,
    // Without it the ended ones are left out.
    query: { status: 'all' },
    events: of(
      'customer.subscription',
      'created',
      'updated',
      'deleted',
      'paused',
      'resumed',
      'pending_update_applied',
      'pending_update_expired',
    ),
  }),
  invoice: stripeObject({
    label: 'invoices',
    path: 'invoices',
    row: invoice,
    events: of(
      'invoice',
      'created',
      'updated',
      'deleted',
      'finalized',
      'finalization_failed',
      'sent',
      'paid',
      'payment_failed',
      'payment_action_required',
      'marked_uncollectible',
      'voided',
    ),
  }),
  paymentIntent: stripeObject({
    label: 'payments',
    path: 'payment_intents',
    row: paymentIntent,
    events: of(
      'payment_intent',
      'created',
      'amount_capturable_updated',
      'canceled',
      'partially_funded',
      'payment_failed',
      'processing',
      'requires_action',
      'succeeded',
    ),
  }),
  charge: stripeObject({
    label: 'charges',
    path: 'charges',
    row: charge,
    events: of(
      'charge',
      'succeeded',
      'updated',
      'captured',
      'expired',
      'failed',
      'pending',
      'refunded',
      'dispute.created',
      'dispute.closed',
      'dispute.funds_withdrawn',
      'dispute.funds_reinstated',
    ),
  }),
  refund: stripeObject({
    label: 'refunds',
    path: 'refunds',
    row: refund,
    events: of('refund', 'created', 'updated', 'failed'),
  }),
};
