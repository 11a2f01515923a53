import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { createCustomer, findCustomers, updateCustomer } from './actions/customers.ts';
import { addTags, cancelOrder, createDraftOrder, removeTags, sendDraftInvoice, updateOrder } from './actions/orders.ts';
import { adjustStock, createProduct, updateProduct } from './actions/products.ts';
import { version } from './ask.ts';
import { accountTypes, oauth } from './auth.ts';
import { before } from './before.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Shopify',
  category: 'E-commerce',
  description: 'Orders, customers, products and stock of a shop.',
  docs: 'https://shopify.dev/docs/api/admin-graphql',
  version,
  auth: oauth,
  accountTypes,
  before,
  baseUrl: 'https://{{shop}}.myshopify.com',
  // The real limit is in points, which each answer tells; this keeps a burst from using them all up at once.
  limits: [{ scope: 'connection', requests: 10, perMs: 1_000, concurrent: 5 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: {
    createCustomer,
    updateCustomer,
    findCustomers,
    updateOrder,
    addTags,
    removeTags,
    cancelOrder,
    createDraftOrder,
    sendDraftInvoice,
    createProduct,
    updateProduct,
    adjustStock,
  },
  triggers,
  hooks,
  options,
});
