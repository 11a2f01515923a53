import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import {
  createBankTransaction,
  createManualJournal,
  getBalanceSheet,
  getProfitAndLoss,
  getTrialBalance,
  recordPayment,
  saveItem,
} from './actions/books.ts';
import { archiveContact, createContact, findContacts, updateContact } from './actions/contacts.ts';
import {
  changeInvoiceStatus,
  createBill,
  createCreditNote,
  createInvoice,
  createQuote,
  downloadInvoice,
  emailInvoice,
} from './actions/sales.ts';
import { accountTypes, appFields, before, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Xero',
  category: 'Accounting',
  description: 'Contacts, invoices, bills, payments and accounts of an organisation’s books.',
  docs: 'https://developer.xero.com/documentation/api/accounting/overview',
  version: '2.0',
  auth: oauth,
  accountTypes,
  before,
  appFields,
  baseUrl: 'https://api.xero.com/api.xro/2.0',
  headers: { accept: 'application/json', 'xero-tenant-id': '{{tenantId?}}' },
  // For each organisation 60 a minute and five at the same time; 10,000 a minute for the app.
  limits: [
    { scope: 'connection', requests: 55, perMs: 60_000, concurrent: 4 },
    { scope: 'app', requests: 9_500, perMs: 60_000 },
  ],
  limitHeaders: { remaining: 'x-minlimit-remaining' },
  errors: translateError,
  settings: z.object({}),
  lookUp,
  check,
  objects,
  models,
  actions: {
    createContact,
    updateContact,
    archiveContact,
    findContacts,
    createInvoice,
    createBill,
    changeInvoiceStatus,
    emailInvoice,
    downloadInvoice,
    createCreditNote,
    createQuote,
    recordPayment,
    createBankTransaction,
    createManualJournal,
    saveItem,
    getProfitAndLoss,
    getBalanceSheet,
    getTrialBalance,
  },
  triggers,
  hooks,
  options,
});
