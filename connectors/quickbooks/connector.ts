import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { createBill, createExpense, createJournalEntry } from './actions/costs.ts';
import { createCustomer, createItem, createVendor, findCustomer, updateCustomer } from './actions/people.ts';
import { deleteTransaction, getRecord, getReport, query } from './actions/records.ts';
import {
  createEstimate,
  createInvoice,
  createSalesReceipt,
  downloadInvoice,
  recordPayment,
  sendInvoice,
  voidInvoice,
} from './actions/sales.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'QuickBooks Online',
  category: 'Accounting',
  description: 'Customers, invoices, payments, bills and accounts of a company’s books.',
  docs: 'https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account',
  version: 'v3',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: "https://{{api || 'quickbooks'}}.api.intuit.com/v3/company/{{realmId}}",
  headers: { accept: 'application/json' },
  // 500 a minute for each company; ten a second and at the same time for each app and company.
  limits: [
    { scope: 'connection', requests: 480, perMs: 60_000, concurrent: 8 },
    { scope: 'connection', requests: 9, perMs: 1_000 },
  ],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: {
    createCustomer,
    updateCustomer,
    findCustomer,
    createVendor,
    createItem,
    createInvoice,
    sendInvoice,
    voidInvoice,
    downloadInvoice,
    createEstimate,
    createSalesReceipt,
    recordPayment,
    createBill,
    createExpense,
    createJournalEntry,
    getRecord,
    deleteTransaction,
    query,
    getReport,
  },
  triggers,
  hooks,
  options,
});
