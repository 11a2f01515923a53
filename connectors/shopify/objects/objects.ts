import { addressPart, metafieldsPart } from '../schemas.ts';
import { customer, draftOrder, location, order, product, variant } from './rows.ts';
import { shopifyObject } from './shopify-object.ts';
import { upsertCustomers, upsertProducts } from './upsert.ts';

const moneyPart = '{ shopMoney { amount currencyCode } }';

const orderFields = `id name email note tags createdAt updatedAt cancelledAt closedAt displayFinancialStatus
  displayFulfillmentStatus currencyCode currentTotalPriceSet ${moneyPart} currentSubtotalPriceSet ${moneyPart}
  currentTotalTaxSet ${moneyPart} customer { id } shippingAddress { ${addressPart} } billingAddress { ${addressPart} }
  lineItems(first: 100) { nodes { id title quantity sku variant { id } originalUnitPriceSet ${moneyPart} } } ${metafieldsPart}`;

const customerFields = `id displayName firstName lastName defaultEmailAddress { emailAddress marketingState }
  defaultPhoneNumber { phoneNumber } state note tags numberOfOrders amountSpent { amount currencyCode } createdAt updatedAt
  defaultAddress { ${addressPart} } ${metafieldsPart}`;

const productFields = `id title handle status productType vendor descriptionHtml tags totalInventory createdAt updatedAt
  publishedAt ${metafieldsPart}`;

const variantFields = `id title sku barcode price compareAtPrice inventoryQuantity product { id title } inventoryItem { id }
  createdAt updatedAt ${metafieldsPart}`;

export const objects = {
  order: shopifyObject({
    label: 'orders',
    row: order,
    connection: 'orders',
    type: 'Order',
    fields: orderFields,
    // An order with a hundred lines costs points for each of them.
    size: 25,
    owner: 'ORDER',
    scopes: ['read_orders'],
    incremental: true,
  }),
  customer: shopifyObject({
    label: 'customers',
    row: customer,
    connection: 'customers',
    type: 'Customer',
    fields: customerFields,
    size: 100,
    owner: 'CUSTOMER',
    scopes: ['read_customers'],
    incremental: true,
    upsert: upsertCustomers,
  }),
  product: shopifyObject({
    label: 'products',
    row: product,
    connection: 'products',
    type: 'Product',
    fields: productFields,
    size: 100,
    owner: 'PRODUCT',
    scopes: ['read_products'],
    incremental: true,
    upsert: upsertProducts,
  }),
  variant: shopifyObject({
    label: 'variants',
    row: variant,
    connection: 'productVariants',
    type: 'ProductVariant',
    fields: variantFields,
    size: 100,
    owner: 'PRODUCTVARIANT',
    scopes: ['read_products', 'read_inventory'],
    incremental: true,
  }),
  draftOrder: shopifyObject({
    label: 'draft orders',
    row: draftOrder,
    connection: 'draftOrders',
    type: 'DraftOrder',
    fields: `id name status email invoiceUrl totalPriceSet ${moneyPart} createdAt updatedAt completedAt`,
    size: 100,
    scopes: ['read_draft_orders'],
    incremental: true,
  }),
  location: shopifyObject({
    label: 'locations',
    row: location,
    connection: 'locations',
    type: 'Location',
    fields: 'id name isActive address { address1 address2 city zip countryCode }',
    size: 100,
    scopes: ['read_locations'],
    incremental: false,
  }),
};
