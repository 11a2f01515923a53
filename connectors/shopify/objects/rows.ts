import { z } from 'zod';
import { gid, metafields, money, nodes } from '../schemas.ts';

const time = z.string();
const address = z.looseObject({}).nullish();

export const order = z.looseObject({
  id: gid,
  name: z.string(),
  email: z.string().nullish(),
  note: z.string().nullish(),
  tags: z.array(z.string()),
  createdAt: time,
  updatedAt: time,
  cancelledAt: time.nullish(),
  closedAt: time.nullish(),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string(),
  currencyCode: z.string(),
  currentTotalPriceSet: money,
  currentSubtotalPriceSet: money,
  currentTotalTaxSet: money,
  customer: z.looseObject({ id: gid }).nullish(),
  shippingAddress: address,
  billingAddress: address,
  lineItems: nodes(z.looseObject({ id: gid, title: z.string(), quantity: z.int(), sku: z.string().nullish() })),
  metafields,
});

export const customer = z.looseObject({
  id: gid,
  displayName: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  defaultEmailAddress: z.looseObject({ emailAddress: z.string() }).nullish(),
  defaultPhoneNumber: z.looseObject({ phoneNumber: z.string() }).nullish(),
  state: z.string(),
  note: z.string().nullish(),
  tags: z.array(z.string()),
  numberOfOrders: z.string(),
  amountSpent: z.looseObject({ amount: z.string(), currencyCode: z.string() }),
  createdAt: time,
  updatedAt: time,
  defaultAddress: address,
  metafields,
});

export const product = z.looseObject({
  id: gid,
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  productType: z.string(),
  vendor: z.string(),
  descriptionHtml: z.string(),
  tags: z.array(z.string()),
  totalInventory: z.int(),
  createdAt: time,
  updatedAt: time,
  publishedAt: time.nullish(),
  metafields,
});

export const variant = z.looseObject({
  id: gid,
  title: z.string(),
  sku: z.string().nullish(),
  barcode: z.string().nullish(),
  price: z.string(),
  compareAtPrice: z.string().nullish(),
  inventoryQuantity: z.int().nullish(),
  product: z.looseObject({ id: gid, title: z.string() }),
  inventoryItem: z.looseObject({ id: gid }),
  createdAt: time,
  updatedAt: time,
  metafields,
});

export const draftOrder = z.looseObject({
  id: gid,
  name: z.string(),
  status: z.string(),
  email: z.string().nullish(),
  invoiceUrl: z.string().nullish(),
  totalPriceSet: money,
  createdAt: time,
  updatedAt: time,
  completedAt: time.nullish(),
});

export const location = z.looseObject({ id: gid, name: z.string(), isActive: z.boolean(), address: z.looseObject({}) });
