import { z } from 'zod';
import { beginning, choice, currency, day, decimal, ending, instant, reference, text } from './model-parts.ts';

const line = z.object({
  id: text('Id'),
  description: text('Description'),
  itemId: text('Item', 'The app’s key of the product or service.'),
  quantity: decimal('Quantity'),
  unitPrice: decimal('Price of one'),
  tax: decimal('Tax'),
  amount: decimal('Amount', 'Of the whole line, as the app counts it.'),
});

export const invoice = z.object({
  ...beginning,
  number: text('Number'),
  customerId: reference('Customer', 'customer'),
  customerName: text('Name of the customer'),
  status: choice(
    ['draft', 'open', 'partially_paid', 'paid', 'void', 'uncollectible'],
    'Status',
    'Left out where the app’s word means none of these. Whether it is overdue is told by the due date.',
  ),
  appStatus: text('Status in the app', 'The app’s own word.'),
  issueDate: day('Issued'),
  dueDate: day('Due'),
  paidAt: instant('Paid'),
  currency,
  subtotal: decimal('Subtotal', 'Before tax.'),
  tax: decimal('Tax'),
  discount: decimal('Discount'),
  total: decimal('Total', 'Tax included.'),
  amountPaid: decimal('Paid so far'),
  balance: decimal('Still due'),
  lines: z.array(line).meta({ title: 'Lines' }).optional(),
  reference: text('Reference', 'The customer’s own: a purchase order.'),
  memo: text('Note to the customer'),
  ...ending,
});
