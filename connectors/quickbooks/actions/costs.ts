import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { save } from '../objects/write.ts';
import { currency, date, further, given, id, optionalText, reference, saved, vendor } from './fields.ts';

const lines = z
  .array(
    z.object({
      account: id.meta({ title: 'Account', options: 'expenseAccounts' }),
      amount: z.number().meta({ title: 'Amount' }),
      description: optionalText.meta({ title: 'Description' }),
    }),
  )
  .min(1)
  .meta({ title: 'Lines' });

const expenseLines = (given: z.output<typeof lines>) =>
  given.map(({ account, amount, description }) => ({
    Amount: amount,
    DetailType: 'AccountBasedExpenseLineDetail',
    ...(description !== undefined && { Description: description }),
    AccountBasedExpenseLineDetail: { AccountRef: { value: account } },
  }));

export const createBill = defineAction({
  title: 'Create a bill',
  description: 'Of a vendor, to be paid later.',
  input: z.object({
    vendor,
    lines,
    date: date.meta({ title: 'Date' }),
    dueDate: date.meta({ title: 'Due' }),
    number: optionalText.meta({ title: 'Number of the bill' }),
    currency,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, input, { idempotencyKey: key }) => {
    const body = {
      VendorRef: { value: input.vendor },
      Line: expenseLines(input.lines),
      TxnDate: input.date,
      DueDate: input.dueDate,
      DocNumber: input.number,
      ...reference('CurrencyRef', input.currency),
      ...input.fields,
    };
    return save(context, 'Bill', given(body), { key });
  },
  example: { vendor: '56', lines: [{ account: '7', amount: 80, description: 'Paper' }], dueDate: '2026-12-31' },
});

export const createExpense = defineAction({
  title: 'Record an expense',
  description: 'What was paid already, from a bank account or by card.',
  input: z.object({
    account: id.meta({ title: 'Paid from', options: 'bankAccounts' }),
    paymentType: z.enum(['Cash', 'Check', 'CreditCard']).default('Cash').meta({ title: 'How' }),
    lines,
    vendor: vendor.optional(),
    date: date.meta({ title: 'Date' }),
    currency,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: (context, input, { idempotencyKey: key }) => {
    const body = {
      AccountRef: { value: input.account },
      PaymentType: input.paymentType,
      Line: expenseLines(input.lines),
      EntityRef: input.vendor && { value: input.vendor, type: 'Vendor' },
      TxnDate: input.date,
      ...reference('CurrencyRef', input.currency),
      ...input.fields,
    };
    return save(context, 'Purchase', given(body), { key });
  },
  example: { account: '41', paymentType: 'CreditCard', lines: [{ account: '7', amount: 12.5 }], vendor: '56' },
});

const postings = z
  .array(
    z.object({
      account: id.meta({ title: 'Account', options: 'accounts' }),
      side: z.enum(['Debit', 'Credit']).meta({ title: 'Side' }),
      amount: z.number().positive().meta({ title: 'Amount' }),
      description: optionalText.meta({ title: 'Description' }),
    }),
  )
  .min(2)
  .meta({ title: 'Postings' });

export const createJournalEntry = defineAction({
  title: 'Create a journal entry',
  description: 'Debits and credits must be equal.',
  input: z.object({ postings, date: date.meta({ title: 'Date' }), currency, fields: further }),
  output: saved,
  effect: 'writes',
  repeat: 'key',
  run: async (context, input, { idempotencyKey: key }) => {
    const balance = input.postings.reduce((sum, { side, amount }) => sum + (side === 'Debit' ? amount : -amount), 0);
    if (Math.abs(balance) >= 0.005) {
      const sentence = `Debits and credits differ by ${Math.abs(balance).toFixed(2)}. Make both sides equal.`;
      throw new AppCallError(sentence, { class: 'invalid', code: 'unbalanced', field: 'postings' });
    }
    const body = {
      Line: input.postings.map(({ account, side, amount, description }) => ({
        Amount: amount,
        DetailType: 'JournalEntryLineDetail',
        ...(description !== undefined && { Description: description }),
        JournalEntryLineDetail: { PostingType: side, AccountRef: { value: account } },
      })),
      TxnDate: input.date,
      ...reference('CurrencyRef', input.currency),
      ...input.fields,
    };
    return save(context, 'JournalEntry', given(body), { key });
  },
  example: {
    postings: [
      { account: '7', side: 'Debit', amount: 100 },
      { account: '41', side: 'Credit', amount: 100 },
    ],
  },
});
