import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { made, mutate } from './mutate.ts';

const orderId = z.string().startsWith('gid://shopify/Order/').meta({ title: 'Order' });
const tags = z.array(z.string().min(1)).min(1).meta({ title: 'Tags' });
const anyId = z.string().startsWith('gid://shopify/').meta({ title: 'Order, customer or product' });
const order = 'gid://shopify/Order/148977776';

export const updateOrder = defineAction({
  title: 'Change an order',
  description: 'Note, tags, e-mail and own attributes; its lines are changed in Shopify.',
  input: z.object({
    order: orderId,
    note: z.string().optional().meta({ title: 'Note' }),
    email: z.email().optional().meta({ title: 'E-mail' }),
    tags: z
      .array(z.string())
      .optional()
      .meta({ title: 'Tags', description: 'They take the place of those that were there.' }),
    customAttributes: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .optional()
      .meta({ title: 'Own attributes' }),
  }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write_orders'],
  example: { order, note: 'Gift wrapped' },
  run: ({ http }, { order: id, ...input }) => {
    const query =
      'mutation ($input: OrderInput!) { orderUpdate(input: $input) { order { id name } userErrors { field message } } }';
    return mutate(http, { query, name: 'orderUpdate', part: 'order' }, { input: { id, ...input } }, made);
  },
});

export const addTags = defineAction({
  title: 'Add tags',
  input: z.object({ id: anyId, tags }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write_orders'],
  example: { id: order, tags: ['vip'] },
  run: ({ http }, input) => {
    const query =
      'mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }';
    return mutate(http, { query, name: 'tagsAdd', part: 'node' }, input, made);
  },
});

export const removeTags = defineAction({
  title: 'Remove tags',
  input: z.object({ id: anyId, tags }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write_orders'],
  example: { id: order, tags: ['vip'] },
  run: ({ http }, input) => {
    const query =
      'mutation ($id: ID!, $tags: [String!]!) { tagsRemove(id: $id, tags: $tags) { node { id } userErrors { field message } } }';
    return mutate(http, { query, name: 'tagsRemove', part: 'node' }, input, made);
  },
});

export const cancelOrder = defineAction({
  title: 'Cancel an order',
  description: 'Shopify does it a moment later. This can not be undone.',
  input: z.object({
    order: orderId,
    reason: z
      .enum(['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'STAFF', 'OTHER'])
      .default('OTHER')
      .meta({
        title: 'Reason',
        choices: {
          CUSTOMER: 'The customer changed their mind',
          DECLINED: 'The payment was declined',
          FRAUD: 'Fraud',
          INVENTORY: 'Not in stock',
          STAFF: 'A mistake of the shop',
          OTHER: 'Something else',
        },
      }),
    restock: z.boolean().default(true).meta({ title: 'Put back into stock' }),
    refund: z.boolean().default(false).meta({ title: 'Give the money back' }),
    notifyCustomer: z.boolean().default(false).meta({ title: 'Tell the customer' }),
  }),
  output: z.looseObject({ id: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['write_orders'],
  example: { order, reason: 'CUSTOMER' },
  run: ({ http }, { order: orderId_, refund, ...input }) => {
    const query = `mutation ($orderId: ID!, $reason: OrderCancelReason!, $restock: Boolean!, $notifyCustomer: Boolean, $refundMethod: OrderCancelRefundMethodInput) {
  orderCancel(orderId: $orderId, reason: $reason, restock: $restock, notifyCustomer: $notifyCustomer, refundMethod: $refundMethod) {
    job { id }
    userErrors: orderCancelUserErrors { field message }
  }
}`;
    const variables = {
      orderId: orderId_,
      ...input,
      ...(refund && { refundMethod: { originalPaymentMethodsRefund: true } }),
    };
    return mutate(http, { query, name: 'orderCancel', part: 'job' }, variables, z.looseObject({ id: z.string() }));
  },
});

export const createDraftOrder = defineAction({
  title: 'Create a draft order',
  description: 'An offer that becomes an order when it is paid.',
  input: z.object({
    email: z.email().optional().meta({ title: 'E-mail of the customer' }),
    customer: z
      .string()
      .startsWith('gid://shopify/Customer/')
      .optional()
      .meta({ title: 'Customer', options: 'customers' }),
    lines: z
      .array(
        z.object({
          variant: z
            .string()
            .startsWith('gid://shopify/ProductVariant/')
            .meta({ title: 'Variant', options: 'variants' }),
          quantity: z.int().positive().default(1).meta({ title: 'Quantity' }),
        }),
      )
      .min(1)
      .max(100)
      .meta({ title: 'Lines' }),
    note: z.string().optional().meta({ title: 'Note' }),
    tags: z.array(z.string()).optional().meta({ title: 'Tags' }),
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes: ['write_draft_orders'],
  example: { email: 'ada@acme.example', lines: [{ variant: 'gid://shopify/ProductVariant/43729076', quantity: 2 }] },
  run: ({ http }, { lines, customer, ...input }) => {
    const query = `mutation ($input: DraftOrderInput!) {
  draftOrderCreate(input: $input) { draftOrder { id name invoiceUrl } userErrors { field message } }
}`;
    const lineItems = lines.map(({ variant, quantity }) => ({ variantId: variant, quantity }));
    const variables = { input: { ...input, ...(customer !== undefined && { customerId: customer }), lineItems } };
    return mutate(http, { query, name: 'draftOrderCreate', part: 'draftOrder' }, variables, made);
  },
});

export const sendDraftInvoice = defineAction({
  title: 'Send the invoice of a draft order',
  input: z.object({ draftOrder: z.string().startsWith('gid://shopify/DraftOrder/').meta({ title: 'Draft order' }) }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes: ['write_draft_orders'],
  example: { draftOrder: 'gid://shopify/DraftOrder/276395349' },
  run: ({ http }, { draftOrder: id }) => {
    const query = `mutation ($id: ID!) {
  draftOrderInvoiceSend(id: $id) { draftOrder { id invoiceUrl } userErrors { field message } }
}`;
    return mutate(http, { query, name: 'draftOrderInvoiceSend', part: 'draftOrder' }, { id }, made);
  },
});
