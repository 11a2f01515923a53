import { defineConnector } from '../kit/index.ts';
import { adjustInventory, saveCatalogItem, setInventory } from './actions/catalog.ts';
import {
  createCustomer,
  deleteCustomer,
  findCustomers,
  setCustomerAttribute,
  updateCustomer,
} from './actions/customers.ts';
import { cancelInvoice, createInvoice, publishInvoice } from './actions/invoices.ts';
import { createOrder, createPaymentLink, findOrders, getOrder } from './actions/orders.ts';
import { cancelPayment, completePayment, recordPayment, refundPayment } from './actions/payments.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';
import { squareVersion } from './version.ts';

export default defineConnector({
  name: 'Square',
  category: 'Payments',
  description: 'Customers, orders, payments, catalog, stock and invoices of a seller.',
  docs: 'https://developer.squareup.com/reference/square',
  version: squareVersion,
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://{{host}}',
  headers: { 'square-version': squareVersion },
  // Square publishes no numbers: this is a calm pace of ours.
  limits: [{ scope: 'connection', requests: 300, perMs: 60_000, concurrent: 5 }],
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    createCustomer,
    updateCustomer,
    deleteCustomer,
    findCustomers,
    setCustomerAttribute,
    createOrder,
    getOrder,
    findOrders,
    createPaymentLink,
    recordPayment,
    completePayment,
    cancelPayment,
    refundPayment,
    createInvoice,
    publishInvoice,
    cancelInvoice,
    saveCatalogItem,
    setInventory,
    adjustInventory,
  },
  triggers,
  hooks,
  options,
});
