import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { made, mutate } from './mutate.ts';

const status = z
  .enum(['ACTIVE', 'DRAFT', 'ARCHIVED'])
  .optional()
  .meta({ title: 'Status', choices: { ACTIVE: 'For sale', DRAFT: 'Draft', ARCHIVED: 'Archived' } });
const fields = {
  descriptionHtml: z.string().optional().meta({ title: 'Description', multiline: true }),
  vendor: z.string().optional().meta({ title: 'Maker' }),
  productType: z.string().optional().meta({ title: 'Type' }),
  tags: z.array(z.string()).optional().meta({ title: 'Tags' }),
  status,
};
const part = 'product { id title handle } userErrors { field message }';

export const createProduct = defineAction({
  title: 'Create a product',
  input: z.object({ title: z.string().min(1).meta({ title: 'Title' }), ...fields }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes: ['write_products'],
  example: { title: 'Brass lamp', vendor: 'Acme', status: 'DRAFT' },
  run: ({ http }, product) => {
    const query = `mutation ($product: ProductCreateInput!) { productCreate(product: $product) { ${part} } }`;
    return mutate(http, { query, name: 'productCreate', part: 'product' }, { product }, made);
  },
});

export const updateProduct = defineAction({
  title: 'Change a product',
  description: 'What is left out stays as it is.',
  input: z.object({
    product: z.string().startsWith('gid://shopify/Product/').meta({ title: 'Product', options: 'products' }),
    title: z.string().min(1).optional().meta({ title: 'Title' }),
    ...fields,
  }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['write_products'],
  example: { product: 'gid://shopify/Product/108828309', title: 'Brass lamp, large' },
  run: ({ http }, { product: id, ...input }) => {
    const query = `mutation ($product: ProductUpdateInput!) { productUpdate(product: $product) { ${part} } }`;
    return mutate(http, { query, name: 'productUpdate', part: 'product' }, { product: { id, ...input } }, made);
  },
});

export const adjustStock = defineAction({
  title: 'Change what is in stock',
  description: 'By a difference. What is expected to be there now may be given; if it is not, nothing is changed.',
  input: z.object({
    inventoryItem: z
      .string()
      .startsWith('gid://shopify/InventoryItem/')
      .meta({ title: 'Inventory item', description: 'Of the variant.' }),
    location: z.string().startsWith('gid://shopify/Location/').meta({ title: 'Location', options: 'locations' }),
    delta: z.int().meta({ title: 'Difference', description: 'Such as -2.' }),
    expected: z.int().optional().meta({ title: 'Expected now' }),
    reason: z.string().default('correction').meta({ title: 'Reason', placeholder: 'correction' }),
  }),
  output: z.looseObject({ id: z.string() }),
  effect: 'writes',
  repeat: 'key',
  scopes: ['write_inventory'],
  example: {
    inventoryItem: 'gid://shopify/InventoryItem/43729076',
    location: 'gid://shopify/Location/346779380',
    delta: -2,
  },
  run: ({ http }, input, { idempotencyKey }) => {
    const query = `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { field message code }
  }
}`;
    const change = {
      inventoryItemId: input.inventoryItem,
      locationId: input.location,
      delta: input.delta,
      changeFromQuantity: input.expected ?? null,
    };
    const variables = { input: { name: 'available', reason: input.reason, changes: [change] }, key: idempotencyKey };
    const mutation = { query, name: 'inventoryAdjustQuantities', part: 'inventoryAdjustmentGroup' };
    return mutate(http, mutation, variables, z.looseObject({ id: z.string() }));
  },
});
