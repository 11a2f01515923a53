import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { bankTransaction, item, manualJournal, payment } from '../objects/rows.ts';
import { amountsAre, contactId, currency, date, further, id, lineItems, lines, optionalText, save } from './fields.ts';

const bankAccount = id.meta({ title: 'Bank account', options: 'bankAccounts' });

export const recordPayment = defineAction({
  title: 'Record a payment',
  description: 'Of an invoice or bill that is approved.',
  input: z.object({
    invoice: id.meta({ title: 'Invoice or bill' }),
    account: bankAccount,
    amount: z.number().positive().meta({ title: 'Amount' }),
    date: date.meta({ title: 'Date' }),
    reference: optionalText.meta({ title: 'Reference' }),
    fields: further,
  }),
  output: payment,
  effect: 'writes',
  repeat: 'key',
  scopes: ['accounting.payments'],
  run: (context, input, { idempotencyKey: key }) => {
    const fields = {
      Invoice: { InvoiceID: input.invoice },
      Account: { AccountID: input.account },
      Amount: input.amount,
      Date: input.date,
      Reference: input.reference,
      ...input.fields,
    };
    return save(context, { collection: 'Payments', method: 'put' }, payment, { fields, key });
  },
  example: {
    invoice: '297c2dc5-cc47-4afd-8ec8-74990b8761e9',
    account: '13918178-849a-4823-9a31-57b7eac713d7',
    amount: 39.98,
    date: '2026-11-21',
  },
});

export const createBankTransaction = defineAction({
  title: 'Record money spent or received',
  input: z.object({
    direction: z
      .enum(['SPEND', 'RECEIVE'])
      .meta({ title: 'What', choices: { SPEND: 'Money spent', RECEIVE: 'Money received' } }),
    account: bankAccount,
    contact: contactId,
    lines: lines('accounts'),
    date: date.meta({ title: 'Date' }),
    reference: optionalText.meta({ title: 'Reference' }),
    amountsAre,
    currency,
    fields: further,
  }),
  output: bankTransaction,
  effect: 'writes',
  repeat: 'key',
  scopes: ['accounting.banktransactions'],
  run: (context, input, { idempotencyKey: key }) => {
    const fields = {
      Type: input.direction,
      BankAccount: { AccountID: input.account },
      Contact: { ContactID: input.contact },
      LineItems: lineItems(input.lines),
      LineAmountTypes: input.amountsAre,
      Date: input.date,
      Reference: input.reference,
      CurrencyCode: input.currency,
      ...input.fields,
    };
    return save(context, { collection: 'BankTransactions', method: 'put' }, bankTransaction, { fields, key });
  },
  example: {
    direction: 'SPEND',
    account: '13918178-849a-4823-9a31-57b7eac713d7',
    contact: 'bd2270c3-8706-4c11-9cfb-000b551c3f51',
    lines: [{ description: 'Paper', unitAmount: 80, account: '453' }],
  },
});

export const createManualJournal = defineAction({
  title: 'Create a manual journal',
  description: 'Debits are positive, credits negative; together they are 0.',
  input: z.object({
    narration: z.string().min(1).meta({ title: 'Narration' }),
    postings: z
      .array(
        z.object({
          account: z.string().min(1).meta({ title: 'Account', options: 'accounts' }),
          amount: z.number().meta({ title: 'Amount' }),
          description: optionalText.meta({ title: 'Description' }),
        }),
      )
      .min(2)
      .meta({ title: 'Postings' }),
    date: date.meta({ title: 'Date' }),
    isPosted: z.boolean().default(false).meta({ title: 'Post it', description: 'Else it stays a draft.' }),
  }),
  output: manualJournal,
  effect: 'writes',
  repeat: 'key',
  scopes: ['accounting.manualjournals'],
  run: async (context, input, { idempotencyKey: key }) => {
    const balance = input.postings.reduce((sum, { amount }) => sum + amount, 0);
    if (Math.abs(balance) >= 0.005) {
      const sentence = `The postings add up to ${balance.toFixed(2)}. Debits and credits must be equal.`;
      throw new AppCallError(sentence, { class: 'invalid', code: 'unbalanced', field: 'postings' });
    }
    const fields = {
      Narration: input.narration,
      JournalLines: input.postings.map(({ account, amount, description }) => ({
        AccountCode: account,
        LineAmount: amount,
        ...(description !== undefined && { Description: description }),
      })),
      Date: input.date,
      Status: input.isPosted ? 'POSTED' : 'DRAFT',
    };
    return save(context, { collection: 'ManualJournals', method: 'put' }, manualJournal, { fields, key });
  },
  example: {
    narration: 'Accrued rent',
    postings: [
      { account: '469', amount: 100 },
      { account: '800', amount: -100 },
    ],
  },
});

export const saveItem = defineAction({
  title: 'Create or update an item',
  description: 'Finds the item by its code.',
  input: z.object({
    code: z.string().min(1).max(30).meta({ title: 'Code' }),
    name: optionalText.meta({ title: 'Name' }),
    description: optionalText.meta({ title: 'Description' }),
    salesPrice: z.number().optional().meta({ title: 'Price' }),
    salesAccount: optionalText.meta({ title: 'Account of sales', options: 'revenueAccounts' }),
    fields: further,
  }),
  output: item,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['accounting.invoices'],
  run: (context, input, { idempotencyKey: key }) => {
    const hasSales = input.salesPrice !== undefined || input.salesAccount !== undefined;
    const fields = {
      Code: input.code,
      Name: input.name,
      Description: input.description,
      SalesDetails: hasSales ? { UnitPrice: input.salesPrice, AccountCode: input.salesAccount } : undefined,
      ...input.fields,
    };
    return save(context, { collection: 'Items' }, item, { fields, key });
  },
  example: { code: 'LAMP', name: 'Lamp', salesPrice: 19.99, salesAccount: '200' },
});

const reports = z.looseObject({ Reports: z.array(z.looseObject({})) });

export const getProfitAndLoss = defineAction({
  title: 'Read the profit and loss report',
  input: z.object({ from: date.meta({ title: 'From' }), to: date.meta({ title: 'To' }) }),
  output: reports,
  effect: 'reads',
  repeat: 'natural',
  scopes: ['accounting.reports.profitandloss.read'],
  run: async ({ http }, { from, to }) =>
    (await http.get('/Reports/ProfitAndLoss', reports, { query: { fromDate: from, toDate: to } })).body,
  example: { from: '2026-01-01', to: '2026-10-31' },
});

const ofDay = (title: string, name: string, scope: string) =>
  defineAction({
    title,
    input: z.object({ date: date.meta({ title: 'On', description: 'Left out: today.' }) }),
    output: reports,
    effect: 'reads',
    repeat: 'natural',
    scopes: [scope],
    run: async ({ http }, { date: day }) =>
      (await http.get(`/Reports/${name}`, reports, { query: { date: day } })).body,
    example: { date: '2026-10-31' },
  });

export const getBalanceSheet = ofDay('Read the balance sheet', 'BalanceSheet', 'accounting.reports.balancesheet.read');
export const getTrialBalance = ofDay('Read the trial balance', 'TrialBalance', 'accounting.reports.trialbalance.read');
