import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { creditNote, invoice, quote } from '../objects/rows.ts';
import { amountsAre, contactId, currency, date, further, id, lineItems, lines, optionalText, save } from './fields.ts';

const write = ['accounting.invoices'];
const contact = 'bd2270c3-8706-4c11-9cfb-000b551c3f51';
const example = { contact, lines: [{ description: 'Brass lamp', quantity: 2, unitAmount: 19.99, account: '200' }] };

const document = (options: string) => ({
  contact: contactId,
  lines: lines(options),
  date: date.meta({ title: 'Date' }),
  reference: optionalText.meta({ title: 'Reference' }),
  amountsAre,
  currency,
  fields: further,
});
type Document = z.output<z.ZodObject<ReturnType<typeof document>>>;

const bodyOf = (input: Document, more: Record<string, unknown>) => ({
  Contact: { ContactID: input.contact },
  LineItems: lineItems(input.lines),
  LineAmountTypes: input.amountsAre,
  Date: input.date,
  Reference: input.reference,
  CurrencyCode: input.currency,
  ...more,
  ...input.fields,
});

const invoiceStatus = z
  .enum(['DRAFT', 'SUBMITTED', 'AUTHORISED'])
  .default('DRAFT')
  .meta({ title: 'Status', choices: { DRAFT: 'Draft', SUBMITTED: 'To be approved', AUTHORISED: 'Approved' } });
const number = optionalText.meta({ title: 'Number', description: 'Left out: the next one.' });
const dueDate = date.meta({ title: 'Due' });

export const createInvoice = defineAction({
  title: 'Create an invoice',
  description: 'To a customer. It is not sent: use “Send an invoice by email” for that.',
  input: z.object({ ...document('revenueAccounts'), dueDate, number, status: invoiceStatus }),
  output: invoice,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: (context, input, { idempotencyKey: key }) => {
    const more = { Type: 'ACCREC', DueDate: input.dueDate, InvoiceNumber: input.number, Status: input.status };
    return save(context, { collection: 'Invoices', method: 'put' }, invoice, { fields: bodyOf(input, more), key });
  },
  example: { ...example, dueDate: '2026-12-31', status: 'AUTHORISED' },
});

export const createBill = defineAction({
  title: 'Create a bill',
  description: 'Of a supplier.',
  input: z.object({
    ...document('expenseAccounts'),
    dueDate,
    number: optionalText.meta({ title: 'Number of the bill' }),
    status: invoiceStatus,
  }),
  output: invoice,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: (context, { reference: _none, ...input }, { idempotencyKey: key }) => {
    const more = { Type: 'ACCPAY', DueDate: input.dueDate, InvoiceNumber: input.number, Status: input.status };
    return save(context, { collection: 'Invoices', method: 'put' }, invoice, { fields: bodyOf(input, more), key });
  },
  example: { contact, lines: [{ description: 'Paper', unitAmount: 80, account: '453' }], dueDate: '2026-12-31' },
});

export const changeInvoiceStatus = defineAction({
  title: 'Approve, void or delete an invoice',
  description: 'Or a bill. Drafts can be deleted, approved ones voided; neither can be undone.',
  input: z.object({
    id: id.meta({ title: 'Invoice or bill' }),
    status: z.enum(['SUBMITTED', 'AUTHORISED', 'VOIDED', 'DELETED']).meta({
      title: 'Status',
      choices: { SUBMITTED: 'To be approved', AUTHORISED: 'Approved', VOIDED: 'Voided', DELETED: 'Deleted' },
    }),
  }),
  output: invoice,
  effect: 'destroys',
  repeat: 'natural',
  scopes: write,
  run: (context, input, { idempotencyKey: key }) =>
    save(context, { collection: 'Invoices', id: input.id }, invoice, { fields: { Status: input.status }, key }),
  example: { id: '297c2dc5-cc47-4afd-8ec8-74990b8761e9', status: 'AUTHORISED' },
});

export const emailInvoice = defineAction({
  title: 'Send an invoice by email',
  description: 'By Xero, to the addresses of its contact. It must be approved.',
  input: z.object({ id: id.meta({ title: 'Invoice' }) }),
  output: z.object({ id: z.string() }),
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: async ({ http }, input, { idempotencyKey }) => {
    const headers = { 'idempotency-key': idempotencyKey };
    await http.post(`/Invoices/${input.id}/Email`, z.unknown(), { json: {}, headers, repeatable: true });
    return { id: input.id };
  },
  example: { id: '297c2dc5-cc47-4afd-8ec8-74990b8761e9' },
});

export const downloadInvoice = defineAction({
  title: 'Download an invoice as PDF',
  input: z.object({ id: id.meta({ title: 'Invoice' }) }),
  output: z.object({ filename: z.string(), contentType: z.string(), base64: z.string() }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const { body } = await http.get(`/Invoices/${input.id}`, z.instanceof(Uint8Array), {
      answer: 'bytes',
      headers: { accept: 'application/pdf' },
    });
    const base64 = Buffer.from(body).toString('base64');
    return { filename: `invoice-${input.id}.pdf`, contentType: 'application/pdf', base64 };
  },
  example: { id: '297c2dc5-cc47-4afd-8ec8-74990b8761e9' },
});

export const createCreditNote = defineAction({
  title: 'Create a credit note',
  input: z.object({ ...document('revenueAccounts'), status: invoiceStatus }),
  output: creditNote,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: (context, input, { idempotencyKey: key }) => {
    const fields = bodyOf(input, { Type: 'ACCRECCREDIT', Status: input.status });
    return save(context, { collection: 'CreditNotes', method: 'put' }, creditNote, { fields, key });
  },
  example,
});

export const createQuote = defineAction({
  title: 'Create a quote',
  input: z.object({
    ...document('revenueAccounts'),
    date: z.iso.date().meta({ title: 'Date' }),
    expires: date.meta({ title: 'Valid until' }),
    title: optionalText.meta({ title: 'Title' }),
  }),
  output: quote,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: (context, input, { idempotencyKey: key }) => {
    const fields = bodyOf(input, { ExpiryDate: input.expires, Title: input.title });
    return save(context, { collection: 'Quotes', method: 'put' }, quote, { fields, key });
  },
  example: { ...example, date: '2026-11-21', expires: '2026-12-31' },
});
