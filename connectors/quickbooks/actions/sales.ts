import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { once, readToken, save } from '../objects/write.ts';
import {
  currency,
  customer,
  date,
  email,
  further,
  given,
  id,
  reference,
  salesLines,
  saved,
  soldLines,
} from './fields.ts';

const sale = {
  customer,
  lines: soldLines,
  email: email.optional(),
  date: date.meta({ title: 'Date' }),
  number: z.string().min(1).max(21).optional().meta({ title: 'Number', description: 'Left out: the next one.' }),
  currency,
  fields: further,
};
type Sale = z.output<z.ZodObject<typeof sale>>;

const bodyOf = (input: Sale, more: Record<string, unknown> = {}) =>
  given({
    CustomerRef: { value: input.customer },
    Line: salesLines(input.lines),
    BillEmail: input.email && { Address: input.email },
    TxnDate: input.date,
    DocNumber: input.number,
    ...reference('CurrencyRef', input.currency),
    ...more,
    ...input.fields,
  });
const lines = [{ item: '11', quantity: 2, unitPrice: 19.99, description: 'Brass lamp' }];

export const createInvoice = defineAction({
  title: 'Create an invoice',
  description: 'It is not sent: use “Send an invoice” for that.',
  input: z.object({
    ...sale,
    dueDate: date.meta({ title: 'Due' }),
    term: id.optional().meta({ title: 'Terms', options: 'terms' }),
  }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, { dueDate, term, ...input }, { idempotencyKey: key }) =>
    save(context, 'Invoice', bodyOf(input, { DueDate: dueDate, ...reference('SalesTermRef', term) }), { key }),
  example: { customer: '58', lines, dueDate: '2026-12-31' },
});

export const sendInvoice = defineAction({
  title: 'Send an invoice',
  description: 'By QuickBooks, to the address on the invoice or another.',
  input: z.object({ id: id.meta({ title: 'Invoice' }), email: email.optional() }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: async ({ http }, input, { idempotencyKey }) => {
    const query = { ...(input.email !== undefined && { sendTo: input.email }), ...once(idempotencyKey) };
    const { body } = await http.post(`/invoice/${input.id}/send`, z.object({ Invoice: saved }), {
      query,
      text: '',
      contentType: 'application/octet-stream',
      repeatable: true,
    });
    return body.Invoice;
  },
  example: { id: '130', email: 'mara@globex.example' },
});

export const voidInvoice = defineAction({
  title: 'Void an invoice',
  description: 'It stays in the books with an amount of 0.',
  input: z.object({ id: id.meta({ title: 'Invoice' }) }),
  output: saved,
  effect: 'destroys',
  repeat: 'natural',
  run: async (context, input, { idempotencyKey: key }) =>
    save(context, 'Invoice', await readToken(context, 'Invoice', input.id), { key, operation: 'void' }),
  example: { id: '130' },
});

const pdf = z.object({ filename: z.string(), contentType: z.string(), base64: z.string() });

export const downloadInvoice = defineAction({
  title: 'Download an invoice as PDF',
  input: z.object({ id: id.meta({ title: 'Invoice' }) }),
  output: pdf,
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const { body } = await http.get(`/invoice/${input.id}/pdf`, z.instanceof(Uint8Array), {
      answer: 'bytes',
      headers: { accept: 'application/pdf' },
    });
    const base64 = Buffer.from(body).toString('base64');
    return { filename: `invoice-${input.id}.pdf`, contentType: 'application/pdf', base64 };
  },
  example: { id: '130' },
});

export const createEstimate = defineAction({
  title: 'Create an estimate',
  input: z.object({ ...sale, expires: date.meta({ title: 'Valid until' }) }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, { expires, ...input }, { idempotencyKey: key }) =>
    save(context, 'Estimate', bodyOf(input, { ExpirationDate: expires }), { key }),
  example: { customer: '58', lines, expires: '2026-12-31' },
});

export const createSalesReceipt = defineAction({
  title: 'Create a sales receipt',
  description: 'For what was paid at once.',
  input: z.object({ ...sale, account: id.optional().meta({ title: 'Paid into', options: 'bankAccounts' }) }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, { account, ...input }, { idempotencyKey: key }) =>
    save(context, 'SalesReceipt', bodyOf(input, reference('DepositToAccountRef', account)), { key }),
  example: { customer: '58', lines },
});

export const recordPayment = defineAction({
  title: 'Record a payment',
  description: 'Of a customer, for invoices or in advance.',
  input: z.object({
    customer,
    amount: z.number().positive().meta({ title: 'Amount' }),
    invoices: z
      .array(z.object({ id: id.meta({ title: 'Invoice' }), amount: z.number().positive().meta({ title: 'Amount' }) }))
      .default([])
      .meta({ title: 'For invoices' }),
    date: date.meta({ title: 'Date' }),
    method: id.optional().meta({ title: 'Method', options: 'paymentMethods' }),
    account: id.optional().meta({ title: 'Paid into', options: 'bankAccounts' }),
    currency,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, input, { idempotencyKey: key }) => {
    const body = {
      CustomerRef: { value: input.customer },
      TotalAmt: input.amount,
      TxnDate: input.date,
      ...reference('PaymentMethodRef', input.method),
      ...reference('DepositToAccountRef', input.account),
      ...reference('CurrencyRef', input.currency),
      Line: input.invoices.map((one) => ({ Amount: one.amount, LinkedTxn: [{ TxnId: one.id, TxnType: 'Invoice' }] })),
      ...input.fields,
    };
    return save(context, 'Payment', given(body), { key });
  },
  example: { customer: '58', amount: 39.98, invoices: [{ id: '130', amount: 39.98 }] },
});
