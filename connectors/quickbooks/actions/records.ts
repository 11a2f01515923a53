import { z } from 'zod';
import { defineAction, isAppCallError } from '../../kit/index.ts';
import { readToken, save } from '../objects/write.ts';
import { query as ask, recordOf } from '../query.ts';
import { id, saved } from './fields.ts';

const transactions = [
  'Invoice',
  'Estimate',
  'SalesReceipt',
  'CreditMemo',
  'RefundReceipt',
  'Payment',
  'Bill',
  'BillPayment',
  'VendorCredit',
  'PurchaseOrder',
  'Purchase',
  'Deposit',
  'Transfer',
  'JournalEntry',
  'TimeActivity',
] as const;
const entity = z.enum([...transactions, 'Customer', 'Vendor', 'Employee', 'Item', 'Account']).meta({ title: 'Kind' });

export const getRecord = defineAction({
  title: 'Read a record',
  input: z.object({ entity, id: id.meta({ title: 'ID' }) }),
  output: saved,
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) =>
    (await http.get(`/${input.entity.toLowerCase()}/${input.id}`, recordOf(input.entity, saved))).body,
  example: { entity: 'Invoice', id: '130' },
});

export const deleteTransaction = defineAction({
  title: 'Delete a transaction',
  description: 'Lists (customers, vendors, accounts, …) know no deletion: they are made inactive.',
  input: z.object({ entity: z.enum(transactions).meta({ title: 'Kind' }), id: id.meta({ title: 'ID' }) }),
  output: z.object({ id: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  run: async (context, input, { idempotencyKey: key }) => {
    try {
      const current = await readToken(context, input.entity, input.id);
      await save(context, input.entity, current, { key, operation: 'delete' });
    } catch (error) {
      // Somebody was faster, or this is the second time.
      if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
    }
    return { id: input.id };
  },
  example: { entity: 'Estimate', id: '131' },
});

export const query = defineAction({
  title: 'Search',
  description: 'In QuickBooks’ own query language, up to 1,000 records.',
  input: z.object({
    entity,
    where: z.string().default('').meta({ title: 'Where', placeholder: "Balance > '0' AND DueDate < '2026-12-01'" }),
    limit: z.int().min(1).max(1_000).default(100).meta({ title: 'At most' }),
  }),
  output: z.object({ records: z.array(z.looseObject({})) }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, input) => {
    const filter = input.where.trim() === '' ? '' : ` WHERE ${input.where.trim()}`;
    const statement = `SELECT * FROM ${input.entity}${filter} MAXRESULTS ${input.limit}`;
    return { records: (await ask(context, input.entity, statement)).rows };
  },
  example: { entity: 'Invoice', where: "Balance > '0'", limit: 10 },
});

const report = z.looseObject({
  Header: z.looseObject({}),
  Columns: z.looseObject({}).nullish(),
  Rows: z.looseObject({}).nullish(),
});

export const getReport = defineAction({
  title: 'Read a report',
  input: z.object({
    report: z
      .enum(['ProfitAndLoss', 'BalanceSheet', 'CashFlow', 'TransactionList', 'CustomerBalance', 'CustomerIncome'])
      .meta({ title: 'Report' }),
    from: z.iso.date().optional().meta({ title: 'From' }),
    to: z.iso.date().optional().meta({ title: 'To' }),
  }),
  output: report,
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) =>
    (await http.get(`/reports/${input.report}`, report, { query: { start_date: input.from, end_date: input.to } }))
      .body,
  example: { report: 'ProfitAndLoss', from: '2026-01-01', to: '2026-10-31' },
});
