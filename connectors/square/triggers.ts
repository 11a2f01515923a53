import { z } from 'zod';
import type { ConnectorTrigger, HookTrigger, Json } from '../kit/index.ts';

const event = z.looseObject({
  merchant_id: z.string(),
  type: z.string(),
  event_id: z.string(),
  created_at: z.string().optional(),
  data: z.looseObject({ type: z.string().optional(), id: z.string().optional() }).nullish(),
});

interface Told {
  kind: string;
  id: string;
  object?: Record<string, Json>;
  description?: string;
  scopes?: string[];
}

function on(title: string, types: string[], { kind, id, object = {}, description, scopes }: Told): HookTrigger {
  const [type = ''] = types;
  const sample = {
    merchant_id: 'MLEFBHHSJGVHD',
    type,
    event_id: '6a8f5f28-54a1-4eb0-a98a-3111513fd4fc',
    created_at: '2026-11-21T09:18:03.123Z',
    data: { type: kind, id, object },
  };
  return { via: 'hook', title, description, events: types, output: event, sample, scopes };
}

const customer = { kind: 'customer', id: 'JDKYHBWT1D4F8MFH63DBMEN8Y4' };
const order = { kind: 'order', id: 'CAISENgvlJ6jLWAzERDzjyHVybY' };
const payment = {
  kind: 'payment',
  id: 'bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY',
  object: { payment: { id: 'bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY', status: 'COMPLETED' } },
};
const invoice = { kind: 'invoice', id: 'inv:0-ChCHu2mZEabLeeHahQnXDjZQECY', scopes: ['INVOICES_READ'] };

/** https://developer.squareup.com/docs/webhooks/v2-events-tech-ref */
export const triggers: Record<string, ConnectorTrigger> = {
  customerCreated: on('A customer was created', ['customer.created'], {
    ...customer,
    description: 'Also one that came of merging two.',
  }),
  customerChanged: on('A customer was changed', ['customer.updated'], customer),
  customerDeleted: on('A customer was deleted', ['customer.deleted'], {
    ...customer,
    description: 'Also when it was merged into another.',
  }),
  orderCreated: on('An order was created', ['order.created'], order),
  orderChanged: on('An order was changed', ['order.updated'], order),
  orderFulfilled: on('The fulfilment of an order changed', ['order.fulfillment.updated'], order),
  paymentCreated: on('A payment was created', ['payment.created'], payment),
  paymentChanged: on('A payment was changed', ['payment.updated'], {
    ...payment,
    description: 'Completed, cancelled, refunded: see its status.',
  }),
  refundChanged: on('A refund was created or changed', ['refund.created', 'refund.updated'], {
    kind: 'refund',
    id: 'bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY_xVwE84UKLkMIFgDRnFzGQYDd',
  }),
  invoicePublished: on('An invoice was published', ['invoice.published'], invoice),
  invoicePaid: on('A payment of an invoice came in', ['invoice.payment_made'], invoice),
  invoiceCancelled: on('An invoice was cancelled', ['invoice.canceled'], invoice),
  catalogChanged: on('The catalog was changed', ['catalog.version.updated'], {
    kind: 'catalog',
    id: '',
    object: { catalog_version: { updated_at: '2026-11-21T09:18:03.123Z' } },
    description: 'Square does not tell what of it.',
    scopes: ['ITEMS_READ'],
  }),
  stockChanged: on('The stock was changed', ['inventory.count.updated'], {
    kind: 'inventory_counts',
    id: '84fb4206-8138-4109-8554-4f41d5aba8be',
    object: {
      inventory_counts: [
        {
          catalog_object_id: 'FGQ5JJWT2PYTHF35CKZ2DSKP',
          location_id: 'YYQR03DGCTXA4',
          quantity: '10',
          state: 'IN_STOCK',
        },
      ],
    },
    scopes: ['INVENTORY_READ'],
  }),
};
