import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { internalId, locationId } from '../record.ts';
import {
  customer,
  date,
  externalId,
  fields,
  given,
  itemLines,
  items,
  optionalText,
  recordId,
  reference,
  saved,
  subsidiary,
  vendor,
} from './fields.ts';
import { save } from './save.ts';

const sale = {
  customer,
  lines: items,
  date: date.meta({ title: 'Date' }),
  reference: optionalText.meta({ title: 'Number of their order' }),
  memo: optionalText.meta({ title: 'Memo' }),
  externalId,
  fields,
};
const lines = [{ item: '21', quantity: 2, rate: 19.99 }];

const create = (title: string, type: string, external: string) =>
  defineAction({
    title,
    input: z.object(sale),
    output: saved,
    effect: 'writes',
    repeat: 'none',
    run: (context, input) => {
      const record = {
        entity: { id: input.customer },
        item: itemLines(input.lines),
        tranDate: input.date,
        otherRefNum: input.reference,
        memo: input.memo,
        ...input.fields,
      };
      return save(context, type, record, input.externalId);
    },
    example: { customer: '107', lines, memo: 'From the shop', externalId: external },
  });

export const createSalesOrder = create('Create a sales order', 'salesOrder', 'SO-42');
export const createInvoice = create('Create an invoice', 'invoice', 'INV-42');
export const createEstimate = create('Create an estimate', 'estimate', 'EST-42');
export const createCashSale = create('Create a cash sale', 'cashSale', 'CS-42');

/** What may follow what: https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4267258715.html */
const next = (title: string, from: string, to: string, what: string) =>
  defineAction({
    title,
    description: 'With everything that it takes over; what is given here replaces it.',
    input: z.object({ id: recordId.meta({ title: what }), fields }),
    output: z.object({ id: z.string().nullable() }),
    effect: 'writes',
    repeat: 'none',
    run: async ({ http }, input) => {
      const path = `/record/v1/${from}/${input.id}/!transform/${to}`;
      const { headers } = await http.post(path, z.unknown(), { json: input.fields });
      return { id: locationId(headers) ?? null };
    },
    example: { id: '5001' },
  });

export const invoiceSalesOrder = next('Invoice a sales order', 'salesOrder', 'invoice', 'Sales order');
export const payInvoice = next('Record the payment of an invoice', 'invoice', 'customerPayment', 'Invoice');
export const billPurchaseOrder = next('Bill a purchase order', 'purchaseOrder', 'vendorBill', 'Purchase order');

export const fulfilSalesOrder = defineAction({
  title: 'Fulfil a sales order',
  description: 'NetSuite wants each line named that is sent.',
  input: z.object({
    id: recordId.meta({ title: 'Sales order' }),
    lines: z
      .array(
        z.object({
          line: internalId.meta({ title: 'Line', options: 'orderLines', description: 'Its unique key.' }),
          quantity: z.number().positive().optional().meta({ title: 'Quantity', description: 'Left out: all of it.' }),
        }),
      )
      .min(1)
      .meta({ title: 'Lines' }),
    fields,
  }),
  output: z.object({ id: z.string().nullable() }),
  effect: 'writes',
  repeat: 'none',
  run: async ({ http }, input) => {
    const items = input.lines.map(({ line, quantity }) =>
      given({ orderLine: Number(line), itemreceive: true, quantity }),
    );
    const path = `/record/v1/salesOrder/${input.id}/!transform/itemFulfillment`;
    const { headers } = await http.post(path, z.unknown(), { json: { item: { items }, ...input.fields } });
    return { id: locationId(headers) ?? null };
  },
  example: { id: '5001', lines: [{ line: '296500001', quantity: 2 }] },
});

const amount = z.number().meta({ title: 'Amount' });
const ledger = internalId.meta({ title: 'Account', options: 'accounts' });

export const createVendorBill = defineAction({
  title: 'Create a vendor bill',
  input: z.object({
    vendor,
    lines: z
      .array(z.object({ account: ledger, amount, memo: optionalText.meta({ title: 'Memo' }) }))
      .min(1)
      .meta({ title: 'Lines' }),
    date: date.meta({ title: 'Date' }),
    dueDate: date.meta({ title: 'Due' }),
    number: optionalText.meta({ title: 'Number of the bill' }),
    subsidiary,
    externalId,
    fields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, input) => {
    const record = {
      entity: { id: input.vendor },
      expense: {
        items: input.lines.map(({ account, ...line }) => given({ account: { id: account }, ...line })),
      },
      tranDate: input.date,
      dueDate: input.dueDate,
      tranId: input.number,
      subsidiary: reference(input.subsidiary),
      ...input.fields,
    };
    return save(context, 'vendorBill', record, input.externalId);
  },
  example: { vendor: '56', lines: [{ account: '58', amount: 80, memo: 'Paper' }], externalId: 'BILL-42' },
});

export const createJournalEntry = defineAction({
  title: 'Create a journal entry',
  description: 'Debits and credits must be equal.',
  input: z.object({
    postings: z
      .array(
        z.object({
          account: ledger,
          debit: z.number().positive().optional().meta({ title: 'Debit' }),
          credit: z.number().positive().optional().meta({ title: 'Credit' }),
          memo: optionalText.meta({ title: 'Memo' }),
        }),
      )
      .min(2)
      .meta({ title: 'Postings' }),
    date: date.meta({ title: 'Date' }),
    memo: optionalText.meta({ title: 'Memo' }),
    subsidiary,
    externalId,
    fields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: async (context, input) => {
    const balance = input.postings.reduce((sum, { debit = 0, credit = 0 }) => sum + debit - credit, 0);
    if (Math.abs(balance) >= 0.005) {
      const sentence = `Debits and credits differ by ${Math.abs(balance).toFixed(2)}. Make both sides equal.`;
      throw new AppCallError(sentence, { class: 'invalid', code: 'unbalanced', field: 'postings' });
    }
    const record = {
      line: { items: input.postings.map(({ account, ...line }) => given({ account: { id: account }, ...line })) },
      tranDate: input.date,
      memo: input.memo,
      subsidiary: reference(input.subsidiary),
      ...input.fields,
    };
    return save(context, 'journalEntry', record, input.externalId);
  },
  example: {
    postings: [
      { account: '58', debit: 100 },
      { account: '1', credit: 100 },
    ],
    subsidiary: '1',
    externalId: 'JE-42',
  },
});
