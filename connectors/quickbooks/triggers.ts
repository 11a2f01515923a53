import { z } from 'zod';
import type { HookTrigger } from '../kit/index.ts';

/** What QuickBooks tells: which record and what of it. The record itself is one “Read a record” away. */
const told = z.object({
  id: z.string(),
  entity: z.string(),
  operation: z.string(),
  at: z.string().nullable(),
  mergedId: z.string().nullable(),
});

function on(title: string, entity: string, ...operations: string[]): HookTrigger {
  const [operation = 'created'] = operations;
  return {
    via: 'hook',
    title,
    events: operations.map((one) => `${entity}.${one}`),
    output: told,
    sample: { id: '130', entity, operation, at: '2026-11-21T09:18:03.000Z', mergedId: null },
  };
}

export const triggers: Record<string, HookTrigger> = {
  customerCreated: on('A customer was created', 'customer', 'created'),
  customerChanged: on('A customer was changed', 'customer', 'updated', 'merged'),
  invoiceCreated: on('An invoice was created', 'invoice', 'created'),
  invoiceChanged: on('An invoice was changed', 'invoice', 'updated', 'emailed'),
  invoiceVoided: on('An invoice was voided or deleted', 'invoice', 'voided', 'deleted'),
  estimateCreated: on('An estimate was created', 'estimate', 'created'),
  estimateChanged: on('An estimate was changed', 'estimate', 'updated', 'emailed'),
  paymentReceived: on('A payment was received', 'payment', 'created'),
  paymentChanged: on('A payment was changed', 'payment', 'updated', 'voided', 'deleted'),
  salesReceiptCreated: on('A sales receipt was created', 'salesreceipt', 'created'),
  billCreated: on('A bill was created', 'bill', 'created'),
  billChanged: on('A bill was changed', 'bill', 'updated', 'deleted'),
  expenseCreated: on('An expense was recorded', 'purchase', 'created'),
  vendorCreated: on('A vendor was created', 'vendor', 'created'),
  vendorChanged: on('A vendor was changed', 'vendor', 'updated', 'merged'),
  itemCreated: on('A product or service was created', 'item', 'created'),
  itemChanged: on('A product or service was changed', 'item', 'updated', 'merged', 'deleted'),
};
