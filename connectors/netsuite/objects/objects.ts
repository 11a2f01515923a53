import type { z } from 'zod';
import type { ConnectorObject, Upsert } from '../../kit/index.ts';
import { netsuiteObject } from './netsuite-object.ts';
import * as rows from './rows.ts';
import { upsert } from './write.ts';

const entity = (label: string, table: string, row: z.ZodType, example: Upsert['example']): ConnectorObject =>
  netsuiteObject({ label, table, key: 'id', row, changed: 'own', record: table, upsert: upsert(table, example) });

const transaction = (label: string, type: string, record: string, example?: Upsert['example']): ConnectorObject =>
  netsuiteObject({
    label,
    table: 'transaction',
    key: 'id',
    row: rows.transaction,
    where: `type = '${type}'`,
    changed: 'own',
    record,
    upsert: example && upsert(record, example),
  });

const list = (label: string, table: string): ConnectorObject =>
  netsuiteObject({ label, table, key: 'id', row: rows.named });

const order = (externalid: string) => ({
  data: { externalid, entity: '107', item: { items: [{ item: { id: '21' }, quantity: 2, rate: 19.99 }] } },
});
const memo = { key: '5001', data: { memo: 'By phone' } };
const bill = {
  data: { externalid: 'BILL-42', entity: '56', expense: { items: [{ account: { id: '58' }, amount: 80 }] } },
};

export const objects: Record<string, ConnectorObject> = {
  customer: entity('customers', 'customer', rows.customer, [
    { data: { externalid: 'CRM-42', companyname: 'Globex', subsidiary: '1' } },
    { key: '107', data: { phone: '+46 8 123 456' } },
  ]),
  contact: entity('contacts', 'contact', rows.contact, [
    { data: { externalid: 'CRM-43', firstname: 'Mara', lastname: 'Lindqvist', company: '107', subsidiary: '1' } },
    { key: '108', data: { title: 'Buyer' } },
  ]),
  vendor: entity('vendors', 'vendor', rows.vendor, [
    { data: { externalid: 'V-1', companyname: 'Initech', subsidiary: '1' } },
    { key: '56', data: { email: 'tom@initech.example' } },
  ]),
  employee: entity('employees', 'employee', rows.employee, [
    { data: { externalid: 'HR-7', firstname: 'Ada', lastname: 'Moreno', subsidiary: '1' } },
    { key: '12', data: { title: 'Engineer' } },
  ]),
  item: netsuiteObject({ label: 'items', table: 'item', key: 'id', row: rows.item, changed: 'own' }),
  account: netsuiteObject({
    label: 'accounts',
    table: 'account',
    key: 'id',
    row: rows.account,
    changed: 'own',
    record: 'account',
  }),
  salesOrder: transaction('sales orders', 'SalesOrd', 'salesOrder', [order('SO-42'), memo]),
  invoice: transaction('invoices', 'CustInvc', 'invoice', [order('INV-42'), memo]),
  creditMemo: transaction('credit memos', 'CustCred', 'creditMemo', [order('CM-42'), memo]),
  customerPayment: transaction('payments of customers', 'CustPymt', 'customerPayment', [
    { data: { externalid: 'PAY-42', customer: '107', payment: 39.98 } },
    memo,
  ]),
  cashSale: transaction('cash sales', 'CashSale', 'cashSale', [order('CS-42'), memo]),
  estimate: transaction('estimates', 'Estimate', 'estimate', [order('EST-42'), memo]),
  opportunity: transaction('opportunities', 'Opprtnty', 'opportunity'),
  itemFulfillment: transaction('item fulfilments', 'ItemShip', 'itemFulfillment'),
  purchaseOrder: transaction('purchase orders', 'PurchOrd', 'purchaseOrder', [order('PO-42'), memo]),
  vendorBill: transaction('vendor bills', 'VendBill', 'vendorBill', [bill, memo]),
  vendorPayment: transaction('payments to vendors', 'VendPymt', 'vendorPayment'),
  journalEntry: transaction('journal entries', 'Journal', 'journalEntry'),
  transactionLine: netsuiteObject({
    label: 'lines of transactions',
    table: 'transactionline',
    key: 'uniquekey',
    row: rows.transactionLine,
    changed: 'parent',
  }),
  subsidiary: list('subsidiaries', 'subsidiary'),
  department: list('departments', 'department'),
  location: list('locations', 'location'),
  class: list('classes', 'classification'),
};
