import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { invoice } from '../objects/rows.ts';
import { given, onceKey } from '../once.ts';
import { customerId, id, locationId, orderId, text, version } from './fields.ts';

const answer = z.object({ invoice });
const scopes = ['INVOICES_READ', 'INVOICES_WRITE', 'ORDERS_WRITE'];
const invoiceId = id.meta({ title: 'Invoice' });
const example = 'inv:0-ChCHu2mZEabLeeHahQnXDjZQECY';
const at = (of: string, verb: string) => `/v2/invoices/${encodeURIComponent(of)}/${verb}`;

export const createInvoice = defineAction({
  title: 'Create an invoice',
  description: 'A draft for an order. Publish it to send it.',
  input: z.object({
    location: locationId,
    order: orderId,
    customer: customerId,
    dueDate: z.iso.date().meta({ title: 'Due' }),
    title: text(255).meta({ title: 'Title' }),
    description: text(65_536).meta({ title: 'Message' }),
    number: text(191).meta({ title: 'Number', description: 'Left out: the next one.' }),
    delivery: z
      .enum(['EMAIL', 'SHARE_MANUALLY', 'SMS'])
      .default('EMAIL')
      .meta({ title: 'Sent by', choices: { EMAIL: 'Email', SHARE_MANUALLY: 'Yourself', SMS: 'Text message' } }),
    bankTransfer: z.boolean().default(false).meta({ title: 'May be paid by bank transfer' }),
  }),
  output: invoice,
  effect: 'writes',
  repeat: 'key',
  scopes,
  run: async ({ http }, input, { idempotencyKey }) => {
    const made = given({
      location_id: input.location,
      order_id: input.order,
      primary_recipient: { customer_id: input.customer },
      payment_requests: [{ request_type: 'BALANCE', due_date: input.dueDate }],
      delivery_method: input.delivery,
      accepted_payment_methods: { card: true, bank_account: input.bankTransfer },
      title: input.title,
      description: input.description,
      invoice_number: input.number,
    });
    const json = { idempotency_key: onceKey(idempotencyKey), invoice: made };
    return (await http.post('/v2/invoices', answer, { json, repeatable: true })).body.invoice;
  },
  example: {
    location: 'YYQR03DGCTXA4',
    order: 'CAISENgvlJ6jLWAzERDzjyHVybY',
    customer: 'JDKYHBWT1D4F8MFH63DBMEN8Y4',
    dueDate: '2026-12-31',
    title: 'Two lamps',
  },
});

export const publishInvoice = defineAction({
  title: 'Publish an invoice',
  description: 'It is sent, and can be paid.',
  input: z.object({ id: invoiceId, version }),
  output: invoice,
  effect: 'writes',
  repeat: 'key',
  scopes,
  run: async ({ http }, input, { idempotencyKey }) => {
    const json = { version: input.version, idempotency_key: onceKey(idempotencyKey) };
    return (await http.post(at(input.id, 'publish'), answer, { json, repeatable: true })).body.invoice;
  },
  example: { id: example, version: 0 },
});

export const cancelInvoice = defineAction({
  title: 'Cancel an invoice',
  description: 'One that is not paid. It can’t be undone.',
  input: z.object({ id: invoiceId, version }),
  output: invoice,
  effect: 'destroys',
  // By its version: the second time is refused.
  repeat: 'natural',
  scopes: ['INVOICES_READ', 'INVOICES_WRITE'],
  run: async ({ http }, input) =>
    (await http.post(at(input.id, 'cancel'), answer, { json: { version: input.version } })).body.invoice,
  example: { id: example, version: 1 },
});
