import type { ConnectorObject } from '../../kit/index.ts';
import * as rows from './rows.ts';
import { upsert } from './write.ts';
import { xeroObject } from './xero-object.ts';

const money = ['accounting.banktransactions.read'];
const payments = ['accounting.payments.read'];
const contact = { ContactID: 'bd2270c3-8706-4c11-9cfb-000b551c3f51' };
const lines = [{ Description: 'Brass lamp', Quantity: 2, UnitAmount: 19.99, AccountCode: '200' }];
const some = '297c2dc5-cc47-4afd-8ec8-74990b8761e9';

export const objects: Record<string, ConnectorObject> = {
  contact: xeroObject({
    label: 'contacts',
    collection: 'Contacts',
    id: 'ContactID',
    row: rows.contact,
    pages: 'sized',
    query: { includeArchived: true },
    upsert: upsert({ collection: 'Contacts', id: 'ContactID', matchBy: 'Name' }, [
      { data: { Name: 'Globex', EmailAddress: 'mara@globex.example' } },
      { key: contact.ContactID, data: { FirstName: 'Mara' } },
    ]),
  }),
  invoice: xeroObject({
    label: 'invoices and bills',
    collection: 'Invoices',
    id: 'InvoiceID',
    row: rows.invoice,
    pages: 'sized',
    marksDeleted: true,
    query: { includeArchived: true },
    upsert: upsert({ collection: 'Invoices', id: 'InvoiceID' }, [
      { data: { Type: 'ACCREC', Contact: contact, LineItems: lines, DueDate: '2026-12-31' } },
      { key: some, data: { Reference: 'PO 4711' } },
    ]),
  }),
  creditNote: xeroObject({
    label: 'credit notes',
    collection: 'CreditNotes',
    id: 'CreditNoteID',
    row: rows.creditNote,
    pages: 'sized',
    marksDeleted: true,
  }),
  quote: xeroObject({
    label: 'quotes',
    collection: 'Quotes',
    id: 'QuoteID',
    row: rows.quote,
    pages: 'fixed',
    marksDeleted: true,
  }),
  purchaseOrder: xeroObject({
    label: 'purchase orders',
    collection: 'PurchaseOrders',
    id: 'PurchaseOrderID',
    row: rows.purchaseOrder,
    pages: 'sized',
    marksDeleted: true,
  }),
  payment: xeroObject({
    label: 'payments',
    collection: 'Payments',
    id: 'PaymentID',
    row: rows.payment,
    pages: 'sized',
    marksDeleted: true,
  }),
  overpayment: xeroObject({
    label: 'overpayments',
    collection: 'Overpayments',
    id: 'OverpaymentID',
    row: rows.overpayment,
    pages: 'sized',
    scopes: payments,
  }),
  prepayment: xeroObject({
    label: 'prepayments',
    collection: 'Prepayments',
    id: 'PrepaymentID',
    row: rows.prepayment,
    pages: 'sized',
    scopes: payments,
  }),
  bankTransaction: xeroObject({
    label: 'bank transactions',
    collection: 'BankTransactions',
    id: 'BankTransactionID',
    row: rows.bankTransaction,
    pages: 'sized',
    marksDeleted: true,
    scopes: money,
  }),
  bankTransfer: xeroObject({
    label: 'bank transfers',
    collection: 'BankTransfers',
    id: 'BankTransferID',
    row: rows.bankTransfer,
    pages: 'none',
    scopes: money,
  }),
  manualJournal: xeroObject({
    label: 'manual journals',
    collection: 'ManualJournals',
    id: 'ManualJournalID',
    row: rows.manualJournal,
    pages: 'sized',
    marksDeleted: true,
    scopes: ['accounting.manualjournals.read'],
  }),
  item: xeroObject({
    label: 'items',
    collection: 'Items',
    id: 'ItemID',
    row: rows.item,
    pages: 'none',
    upsert: upsert({ collection: 'Items', id: 'ItemID', matchBy: 'Code' }, [
      { data: { Code: 'LAMP', Name: 'Lamp', SalesDetails: { UnitPrice: 19.99, AccountCode: '200' } } },
      { key: some, data: { Code: 'LAMP-L', Name: 'Lamp, large' } },
    ]),
  }),
  account: xeroObject({
    label: 'accounts',
    collection: 'Accounts',
    id: 'AccountID',
    row: rows.account,
    pages: 'none',
  }),
  taxRate: xeroObject({
    label: 'tax rates',
    collection: 'TaxRates',
    id: 'TaxType',
    row: rows.taxRate,
    pages: 'none',
    hasChanges: false,
  }),
  trackingCategory: xeroObject({
    label: 'tracking categories',
    collection: 'TrackingCategories',
    id: 'TrackingCategoryID',
    row: rows.trackingCategory,
    pages: 'none',
    hasChanges: false,
    query: { includeArchived: true },
  }),
};
