import { z } from 'zod';
import { type ConnectorObject, defineObject, isAppCallError, type Upsert } from '../../kit/index.ts';
import { recordOf } from '../query.ts';
import { type CustomSet, describeFields, withCustom } from './custom-fields.ts';
import { pull } from './pull.ts';
import * as rows from './rows.ts';
import { upsert } from './write.ts';

interface QuickBooksObject {
  isList?: boolean;
  hasChanges?: boolean;
  upsert?: Upsert;
  custom?: CustomSet;
}

const found = z.looseObject({ Id: z.string(), status: z.string().optional() });

function quickBooksObject<Row extends z.ZodType<{ Id: string }>>(
  label: string,
  entity: string,
  row: Row,
  { isList = false, hasChanges = true, upsert: written, custom }: QuickBooksObject = {},
): ConnectorObject {
  return defineObject({
    label,
    row: custom === undefined ? row : withCustom(row),
    key: ({ Id }) => Id,
    incremental: true,
    reportsDeletes: hasChanges,
    pull: (context, request) => pull(context, { entity, isList, hasChanges }, request),
    describe: (context) => describeFields(context, row, custom),
    get: async ({ http }, key) => {
      try {
        const path = `/${entity.toLowerCase()}/${encodeURIComponent(key)}`;
        const one = (await http.get(path, recordOf(entity, found))).body;
        return one.status === 'Deleted' ? null : one;
      } catch (error) {
        if (isAppCallError(error) && error.details.class === 'not_found') return null;
        throw error;
      }
    },
    upsert: written,
  });
}

const list = { isList: true };
const sold = [{ Amount: 120, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } }];
const spent = [
  {
    Amount: 80,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: { value: '7' } },
  },
];
const of = (value: string) => ({ value });

export const objects: Record<string, ConnectorObject> = {
  customer: quickBooksObject('customers', 'Customer', rows.customer, {
    isList: true,
    upsert: upsert({ entity: 'Customer', matchBy: 'DisplayName' }, [
      { data: { DisplayName: 'Globex', PrimaryEmailAddr: { Address: 'mara@globex.example' } } },
      { key: '58', data: { Notes: 'Since 2019' } },
    ]),
  }),
  vendor: quickBooksObject('vendors', 'Vendor', rows.vendor, {
    isList: true,
    upsert: upsert({ entity: 'Vendor', matchBy: 'DisplayName' }, [
      { data: { DisplayName: 'Initech' } },
      { key: '56', data: { AcctNum: '4711' } },
    ]),
  }),
  employee: quickBooksObject('employees', 'Employee', rows.employee, list),
  item: quickBooksObject('products and services', 'Item', rows.item, {
    isList: true,
    upsert: upsert({ entity: 'Item', matchBy: 'Name' }, [
      { data: { Name: 'Lamp', Type: 'NonInventory', IncomeAccountRef: of('79'), UnitPrice: 19.99 } },
      { key: '11', data: { UnitPrice: 24.99 } },
    ]),
  }),
  account: quickBooksObject('accounts', 'Account', rows.account, {
    isList: true,
    upsert: upsert({ entity: 'Account', matchBy: 'Name' }, [
      { data: { Name: 'Lamps', AccountType: 'Income' } },
      { key: '79', data: { Description: 'What lamps bring' } },
    ]),
  }),
  invoice: quickBooksObject('invoices', 'Invoice', rows.invoice, {
    custom: 'sales',
    upsert: upsert({ entity: 'Invoice' }, [
      { data: { CustomerRef: of('58'), Line: sold } },
      { key: '130', data: { PrivateNote: 'Paid by bank transfer' } },
    ]),
  }),
  estimate: quickBooksObject('estimates', 'Estimate', rows.estimate, {
    custom: 'sales',
    upsert: upsert({ entity: 'Estimate' }, [
      { data: { CustomerRef: of('58'), Line: sold } },
      { key: '131', data: { TxnStatus: 'Accepted' } },
    ]),
  }),
  salesReceipt: quickBooksObject('sales receipts', 'SalesReceipt', rows.salesReceipt, { custom: 'sales' }),
  creditMemo: quickBooksObject('credit memos', 'CreditMemo', rows.creditMemo, { custom: 'sales' }),
  refundReceipt: quickBooksObject('refund receipts', 'RefundReceipt', rows.refundReceipt, { custom: 'sales' }),
  payment: quickBooksObject('payments', 'Payment', rows.payment, {
    upsert: upsert({ entity: 'Payment' }, [
      { data: { CustomerRef: of('58'), TotalAmt: 120 } },
      { key: '132', data: { PrivateNote: 'By card' } },
    ]),
  }),
  bill: quickBooksObject('bills', 'Bill', rows.bill, {
    upsert: upsert({ entity: 'Bill' }, [
      { data: { VendorRef: of('56'), Line: spent } },
      { key: '133', data: { DueDate: '2026-12-31' } },
    ]),
  }),
  billPayment: quickBooksObject('payments of bills', 'BillPayment', rows.billPayment),
  vendorCredit: quickBooksObject('vendor credits', 'VendorCredit', rows.vendorCredit),
  purchaseOrder: quickBooksObject('purchase orders', 'PurchaseOrder', rows.purchaseOrder, { custom: 'orders' }),
  purchase: quickBooksObject('expenses', 'Purchase', rows.purchase),
  deposit: quickBooksObject('deposits', 'Deposit', rows.deposit),
  transfer: quickBooksObject('transfers', 'Transfer', rows.transfer),
  journalEntry: quickBooksObject('journal entries', 'JournalEntry', rows.journalEntry),
  // Of these QuickBooks keeps no record of changes.
  timeActivity: quickBooksObject('time activities', 'TimeActivity', rows.timeActivity, { hasChanges: false }),
  class: quickBooksObject('classes', 'Class', rows.list, list),
  department: quickBooksObject('locations', 'Department', rows.list, list),
  term: quickBooksObject('terms of payment', 'Term', rows.list, list),
  paymentMethod: quickBooksObject('methods of payment', 'PaymentMethod', rows.list, list),
  taxCode: quickBooksObject('tax codes', 'TaxCode', rows.list, { isList: true, hasChanges: false }),
};
