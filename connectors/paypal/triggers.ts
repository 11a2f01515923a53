import { z } from 'zod';
import type { ConnectorTrigger, HookTrigger, Json } from '../kit/index.ts';

const event = z.looseObject({
  id: z.string(),
  event_type: z.string(),
  create_time: z.string().optional(),
  summary: z.string().optional(),
  resource: z.looseObject({}).nullish(),
});

type Resource = Record<string, Json>;

function on(title: string, types: string[], resource: Resource, description?: string): HookTrigger {
  const [type = ''] = types;
  const sample = {
    id: 'WH-2WR32451HC0233532-67976317FL4543714',
    event_type: type,
    create_time: '2026-11-21T09:18:03.000Z',
    resource_type: type.split('.').slice(0, -1).join('_').toLowerCase(),
    summary: title,
    resource,
  };
  return { via: 'hook', title, description, events: types, output: event, sample };
}

const amount = { currency_code: 'EUR', value: '39.98' };
const capture = { id: '42311647XV020574X', status: 'COMPLETED', amount };
const invoice = { invoice: { id: 'INV2-Z56S-5LLA-Q52L-CPZ5', status: 'PAID' } };
const subscription = { id: 'I-BW452GLLEP1G', plan_id: 'P-5ML4271244454362WXNWU5NQ', status: 'ACTIVE' };
const dispute = { dispute_id: 'PP-D-4012', status: 'OPEN', reason: 'UNAUTHORISED', dispute_amount: amount };
const ours = 'Of orders that were made by the connected REST app.';

/** https://developer.paypal.com/api/rest/webhooks/event-names/ */
export const triggers: Record<string, ConnectorTrigger> = {
  orderApproved: on('A buyer approved an order', ['CHECKOUT.ORDER.APPROVED'], { id: '5O190127TN364715T' }, ours),
  paymentCaptured: on('A payment was captured', ['PAYMENT.CAPTURE.COMPLETED'], capture, ours),
  paymentDenied: on('A payment was denied', ['PAYMENT.CAPTURE.DENIED'], { ...capture, status: 'DECLINED' }, ours),
  paymentRefunded: on(
    'A payment was refunded or reversed',
    ['PAYMENT.CAPTURE.REFUNDED', 'PAYMENT.CAPTURE.REVERSED'],
    { id: '1JU08902781691411', status: 'COMPLETED', amount },
    ours,
  ),
  invoicePaid: on('An invoice was paid', ['INVOICING.INVOICE.PAID'], invoice),
  invoiceCancelled: on('An invoice was cancelled', ['INVOICING.INVOICE.CANCELLED'], invoice),
  subscriptionStarted: on('A subscription began', ['BILLING.SUBSCRIPTION.ACTIVATED'], subscription),
  subscriptionEnded: on('A subscription ended', ['BILLING.SUBSCRIPTION.CANCELLED', 'BILLING.SUBSCRIPTION.EXPIRED'], {
    ...subscription,
    status: 'CANCELLED',
  }),
  subscriptionSuspended: on('A subscription was suspended', ['BILLING.SUBSCRIPTION.SUSPENDED'], {
    ...subscription,
    status: 'SUSPENDED',
  }),
  subscriptionPaymentFailed: on(
    'A payment of a subscription failed',
    ['BILLING.SUBSCRIPTION.PAYMENT.FAILED'],
    subscription,
  ),
  subscriptionPaid: on('A payment of a subscription came in', ['PAYMENT.SALE.COMPLETED'], {
    id: '80F85758S3080410K',
    state: 'completed',
    billing_agreement_id: 'I-BW452GLLEP1G',
  }),
  disputeOpened: on('A dispute was opened', ['CUSTOMER.DISPUTE.CREATED'], dispute),
  disputeResolved: on('A dispute was resolved', ['CUSTOMER.DISPUTE.RESOLVED'], { ...dispute, status: 'RESOLVED' }),
  payoutFailed: on(
    'A payout did not arrive',
    [
      'PAYMENT.PAYOUTS-ITEM.FAILED',
      'PAYMENT.PAYOUTS-ITEM.RETURNED',
      'PAYMENT.PAYOUTS-ITEM.BLOCKED',
      'PAYMENT.PAYOUTS-ITEM.DENIED',
    ],
    { payout_item_id: '8AELMXH8UB2P8', transaction_status: 'FAILED', payout_batch_id: 'Q8KVJG9TZTNN4' },
  ),
};
