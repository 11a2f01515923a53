import { z } from 'zod';
import { beginning, choice, currency, day, decimal, ending, reference, text } from './model-parts.ts';

const part = z.object({
  invoiceId: z.string().meta({ title: 'Invoice', description: 'The id of an invoice of the same app.' }),
  amount: decimal('Amount'),
});

export const payment = z.object({
  ...beginning,
  customerId: reference('Customer', 'customer'),
  customerName: text('Name of the customer'),
  amount: decimal('Amount'),
  currency,
  date: day('Date', 'When it was paid, as the books have it.'),
  status: choice(
    ['pending', 'succeeded', 'failed', 'canceled', 'refunded'],
    'Status',
    'Left out where the app does not tell.',
  ),
  appStatus: text('Status in the app', 'The app’s own word.'),
  refunded: decimal('Paid back'),
  fee: decimal('Fee', 'What the app keeps of it.'),
  method: text('Method', 'The app’s word or key: card, bank transfer.'),
  reference: text('Reference'),
  description: text('Description'),
  invoices: z.array(part).meta({ title: 'Invoices that it pays' }).optional(),
  ...ending,
});
