import { defineConnector } from '../kit/index.ts';
import { acceptDispute } from './actions/disputes.ts';
import {
  cancelInvoice,
  createInvoice,
  findInvoices,
  getInvoice,
  recordInvoicePayment,
  remindInvoice,
  sendInvoice,
} from './actions/invoices.ts';
import { captureOrder, createOrder, getCapture, getOrder, refundCapture } from './actions/orders.ts';
import { createPayout, getPayout } from './actions/payouts.ts';
import {
  activateSubscription,
  cancelSubscription,
  createProduct,
  createSubscription,
  getSubscription,
  suspendSubscription,
} from './actions/subscriptions.ts';
import { findTransactions } from './actions/transactions.ts';
import { accountTypes, clientCredentialsAuth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'PayPal',
  category: 'Payments',
  description: 'Transactions, invoices, orders, subscriptions, disputes and payouts of a business account.',
  docs: 'https://developer.paypal.com/api/rest/',
  version: 'v2',
  auth: clientCredentialsAuth,
  accountTypes,
  baseUrl: 'https://{{host}}',
  // PayPal publishes no numbers and stops what looks like too much: this is a calm pace of ours.
  limits: [{ scope: 'connection', requests: 300, perMs: 60_000, concurrent: 4 }],
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    createInvoice,
    sendInvoice,
    remindInvoice,
    cancelInvoice,
    recordInvoicePayment,
    getInvoice,
    findInvoices,
    createOrder,
    getOrder,
    captureOrder,
    getCapture,
    refundCapture,
    createPayout,
    getPayout,
    createProduct,
    createSubscription,
    getSubscription,
    suspendSubscription,
    activateSubscription,
    cancelSubscription,
    acceptDispute,
    findTransactions,
  },
  triggers,
  hooks,
  options,
});
