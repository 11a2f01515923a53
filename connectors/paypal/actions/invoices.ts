import { z } from 'zod';
import { type ConnectorContext, defineAction } from '../../kit/index.ts';
import { invoiceId as idOf } from '../objects/invoice.ts';
import { invoice } from '../objects/rows.ts';
import { amount, currency, email, further, given, invoiceId, lookup, money, optionalText } from './fields.ts';

const example = 'INV2-Z56S-5LLA-Q52L-CPZ5';
const at = (id: string, verb: string) => `/v2/invoicing/invoices/${encodeURIComponent(id)}/${verb}`;
const made = z.looseObject({ id: z.string().optional(), href: z.string().optional() });
const done = z.object({ id: z.string() });
const subject = optionalText(4000).meta({ title: 'Subject' });
const note = optionalText(4000).meta({ title: 'Note' });

export const createInvoice = defineAction({
  title: 'Create an invoice',
  description: 'A draft. Send it with “Send an invoice”.',
  input: z.object({
    currency,
    items: z
      .array(
        z.object({
          name: z.string().min(1).max(200).meta({ title: 'Name' }),
          quantity: z.number().positive().default(1).meta({ title: 'Quantity' }),
          amount: amount.meta({ title: 'Price of one' }),
          description: optionalText(1000).meta({ title: 'Description' }),
        }),
      )
      .min(1)
      .meta({ title: 'Items' }),
    email: email.optional(),
    firstName: optionalText(140).meta({ title: 'First name' }),
    lastName: optionalText(140).meta({ title: 'Last name' }),
    number: optionalText(25).meta({ title: 'Number', description: 'Left out: the next one.' }),
    date: z.iso.date().optional().meta({ title: 'Date' }),
    dueDate: z.iso.date().optional().meta({ title: 'Due' }),
    reference: optionalText(120).meta({ title: 'Reference' }),
    note,
    fields: further,
  }),
  output: z.object({ id: z.string() }),
  effect: 'writes',
  // A number may stand once only: with one, the second time is refused.
  repeat: 'none',
  run: async ({ http }, input) => {
    const name = given({ given_name: input.firstName, surname: input.lastName });
    const billing = given({ email_address: input.email, name: Object.keys(name).length > 0 ? name : undefined });
    const json = given({
      detail: given({
        currency_code: input.currency,
        invoice_number: input.number,
        invoice_date: input.date,
        reference: input.reference,
        note: input.note,
        payment_term: input.dueDate === undefined ? undefined : { due_date: input.dueDate },
      }),
      primary_recipients: Object.keys(billing).length > 0 ? [{ billing_info: billing }] : undefined,
      items: input.items.map((item) =>
        given({
          name: item.name,
          quantity: String(item.quantity),
          unit_amount: money(input.currency, item.amount),
          description: item.description,
        }),
      ),
      ...input.fields,
    });
    return { id: idOf((await http.post('/v2/invoicing/invoices', made, { json })).body) };
  },
  example: {
    currency: 'EUR',
    items: [{ name: 'Brass lamp', quantity: 2, amount: '19.99' }],
    email: 'mara@globex.example',
    dueDate: '2026-12-31',
  },
});

/** What PayPal tells the recipient by email. */
const tell = async (
  { http }: ConnectorContext,
  path: string,
  { id, ...message }: { id: string; subject?: string; note?: string },
) => {
  await http.post(path, z.unknown(), { json: { ...given(message), send_to_recipient: true } });
  return { id };
};

const notified = { id: invoiceId, subject, note };

export const sendInvoice = defineAction({
  title: 'Send an invoice',
  description: 'By email, to its recipients.',
  input: z.object(notified),
  output: done,
  effect: 'writes',
  // A second time is refused, as it is sent already.
  repeat: 'natural',
  run: (context, input) => tell(context, at(input.id, 'send'), input),
  example: { id: example, subject: 'Your invoice' },
});

export const remindInvoice = defineAction({
  title: 'Remind of an invoice',
  description: 'By email, to its recipients. Not more often than PayPal allows.',
  input: z.object(notified),
  output: done,
  effect: 'writes',
  repeat: 'none',
  run: (context, input) => tell(context, at(input.id, 'remind'), input),
  example: { id: example, note: 'A friendly reminder.' },
});

export const cancelInvoice = defineAction({
  title: 'Cancel an invoice',
  description: 'One that was sent and is not paid. It can’t be undone.',
  input: z.object(notified),
  output: done,
  effect: 'destroys',
  repeat: 'natural',
  run: (context, input) => tell(context, at(input.id, 'cancel'), input),
  example: { id: example, note: 'Ordered twice.' },
});

export const recordInvoicePayment = defineAction({
  title: 'Record a payment of an invoice',
  description: 'That came in outside of PayPal.',
  input: z.object({
    id: invoiceId,
    method: z
      .enum(['BANK_TRANSFER', 'CASH', 'CHECK', 'CREDIT_CARD', 'DEBIT_CARD', 'PAYPAL', 'WIRE_TRANSFER', 'OTHER'])
      .meta({
        title: 'Method',
        choices: {
          BANK_TRANSFER: 'Bank transfer',
          CASH: 'Cash',
          CHECK: 'Cheque',
          CREDIT_CARD: 'Credit card',
          DEBIT_CARD: 'Debit card',
          PAYPAL: 'PayPal',
          WIRE_TRANSFER: 'Wire transfer',
          OTHER: 'Other',
        },
      }),
    currency,
    amount,
    date: z.iso.date().optional().meta({ title: 'Date' }),
    note: optionalText(2000).meta({ title: 'Note' }),
  }),
  output: z.looseObject({ payment_id: z.string().optional() }),
  effect: 'writes',
  repeat: 'none',
  run: async ({ http }, input) => {
    const json = given({
      method: input.method,
      amount: money(input.currency, input.amount),
      payment_date: input.date,
      note: input.note,
    });
    const schema = z.looseObject({ payment_id: z.string().optional() });
    return (await http.post(at(input.id, 'payments'), schema, { json })).body;
  },
  example: { id: example, method: 'BANK_TRANSFER', currency: 'EUR', amount: '39.98', date: '2026-11-21' },
});

export const getInvoice = lookup({
  title: 'Read an invoice',
  path: '/v2/invoicing/invoices',
  id: invoiceId,
  row: invoice,
  example,
});

const found = z.looseObject({ items: z.array(invoice).nullish() });

export const findInvoices = defineAction({
  title: 'Find invoices',
  description: 'Up to 100, the newest first.',
  input: z.object({
    email: email.optional(),
    number: optionalText(25).meta({ title: 'Number' }),
    status: z
      .enum(['DRAFT', 'SENT', 'SCHEDULED', 'UNPAID', 'PAID', 'PARTIALLY_PAID', 'CANCELLED', 'REFUNDED'])
      .optional()
      .meta({
        title: 'Status',
        choices: {
          DRAFT: 'Draft',
          SENT: 'Sent',
          SCHEDULED: 'Scheduled',
          UNPAID: 'Unpaid',
          PAID: 'Paid',
          PARTIALLY_PAID: 'Paid in part',
          CANCELLED: 'Cancelled',
          REFUNDED: 'Refunded',
        },
      }),
  }),
  output: z.object({ invoices: z.array(invoice) }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const status = input.status === undefined ? undefined : [input.status];
    const json = given({ recipient_email: input.email, invoice_number: input.number, status });
    const query = { page: 1, page_size: 100 };
    const { body } = await http.post('/v2/invoicing/search-invoices', found, { json, query, repeatable: true });
    return { invoices: body.items ?? [] };
  },
  example: { email: 'mara@globex.example', status: 'SENT' },
});
