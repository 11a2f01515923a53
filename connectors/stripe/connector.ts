import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { accountTypes, defaultAuth } from './account-types.ts';
import { cancelSubscription, createPrice, createProduct, createSubscription } from './actions/catalog.ts';
import { createCustomer, findCustomers, updateCustomer } from './actions/customers.ts';
import { createInvoice, finalizeInvoice, sendInvoice, voidInvoice } from './actions/invoices.ts';
import { cancelPayment, createPayment, refundPayment } from './actions/payments.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

/** Pinned, or an account's own setting would decide what an answer looks like. */
const version = '2023-10-16';

export default defineConnector({
  name: 'Stripe',
  category: 'Payments',
  description: 'Payments, invoices and subscriptions.',
  docs: 'https://docs.stripe.com/api',
  version,
  auth: defaultAuth,
  accountTypes,
  baseUrl: 'https://api.stripe.com',
  headers: { 'stripe-version': version },
  // Half of what a live account may, which leaves room for the customer's own programs: https://docs.stripe.com/rate-limits
  limits: [{ scope: 'connection', requests: 25, perMs: 1_000 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: {
    createCustomer,
    updateCustomer,
    findCustomers,
    createInvoice,
    finalizeInvoice,
    sendInvoice,
    voidInvoice,
    createPayment,
    cancelPayment,
    refundPayment,
    createProduct,
    createPrice,
    createSubscription,
    cancelSubscription,
  },
  triggers,
  hooks,
  options,
});
