import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { invoice } from '../objects/rows.ts';
import { amount, currency, customerId, invoiceId, metadata } from './fields.ts';
import { send } from './send.ts';

const line = z.object({
  description: z.string().min(1).meta({ title: 'Description' }),
  amount,
});

export const createInvoice = defineAction({
  title: 'Create an invoice',
  description:
    'A draft with the lines given, to be sent or finalised afterwards. It is due after the days that you name.',
  input: z.object({
    customer: customerId,
    currency,
    lines: z.array(line).min(1).max(50).meta({ title: 'Lines' }),
    daysUntilDue: z.int().min(0).max(365).default(30).meta({ title: 'Days until due' }),
    description: z.string().optional().meta({ title: 'Note on the invoice' }),
    metadata,
  }),
  output: invoice,
  effect: 'writes',
  repeat: 'key',
  example: {
    customer: 'cus_NffrFeUfNV2Hib',
    currency: 'eur',
    lines: [{ description: 'Consulting in October', amount: 120_000 }],
  },
  run: async ({ http }, input, { idempotencyKey }) => {
    const draft = await send(http, 'invoices', invoice, {
      form: {
        customer: input.customer,
        currency: input.currency,
        collection_method: 'send_invoice',
        days_until_due: input.daysUntilDue,
        // Lines that wait at the customer belong to somebody else's invoice.
        pending_invoice_items_behavior: 'exclude',
        description: input.description,
        metadata: input.metadata,
      },
      idempotencyKey,
    });
    for (const [index, { description, amount: cents }] of input.lines.entries()) {
      await send(http, 'invoiceitems', z.looseObject({}), {
        form: { invoice: draft.id, customer: input.customer, currency: input.currency, description, amount: cents },
        idempotencyKey: `${idempotencyKey}-${index}`,
      });
    }
    return (await http.get(`/v1/invoices/${encodeURIComponent(draft.id)}`, invoice)).body;
  },
});

const step = (title: string, path: string, description?: string) =>
  defineAction({
    title,
    description,
    input: z.object({ invoice: invoiceId }),
    output: invoice,
    effect: path === 'void' ? 'destroys' : 'writes',
    repeat: 'key',
    example: { invoice: 'in_1MtHbELkdIwHu7ixl4OzzPMv' },
    run: ({ http }, { invoice: id }, { idempotencyKey }) =>
      send(http, `invoices/${encodeURIComponent(id)}/${path}`, invoice, { idempotencyKey }),
  });

export const finalizeInvoice = step(
  'Finalise an invoice',
  'finalize',
  'Afterwards its lines can not be changed any more.',
);
export const sendInvoice = step('Send an invoice', 'send', 'By e-mail to the customer. In test mode nothing is sent.');
export const voidInvoice = step(
  'Void an invoice',
  'void',
  'It keeps its number and asks for no payment. This can not be undone.',
);
