import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { createContact, createCustomer, createVendor, findCustomer, updateCustomer } from './actions/people.ts';
import { createRecord, deleteRecord, getRecord, query, updateRecord, upsertRecord } from './actions/records.ts';
import {
  billPurchaseOrder,
  createCashSale,
  createEstimate,
  createInvoice,
  createJournalEntry,
  createSalesOrder,
  createVendorBill,
  fulfilSalesOrder,
  invoiceSalesOrder,
  payInvoice,
} from './actions/transactions.ts';
import { accountTypes, before, oauth } from './auth.ts';
import { check } from './check.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'NetSuite',
  category: 'ERP',
  description: 'Customers, items, orders, invoices, bills and the ledger.',
  docs: 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/chapter_1540391670.html',
  version: 'v1',
  auth: oauth,
  accountTypes,
  before,
  baseUrl: 'https://{{account}}.suitetalk.api.netsuite.com/services/rest',
  headers: { accept: 'application/json' },
  // NetSuite limits what runs at the same time, of all integrations of an account together: five in the smallest.
  limits: [{ scope: 'connection', requests: 10, perMs: 1_000, concurrent: 3 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: {
    createCustomer,
    updateCustomer,
    findCustomer,
    createContact,
    createVendor,
    createSalesOrder,
    createInvoice,
    createEstimate,
    createCashSale,
    invoiceSalesOrder,
    payInvoice,
    billPurchaseOrder,
    fulfilSalesOrder,
    createVendorBill,
    createJournalEntry,
    getRecord,
    createRecord,
    updateRecord,
    upsertRecord,
    deleteRecord,
    query,
  },
  triggers,
  options,
});
