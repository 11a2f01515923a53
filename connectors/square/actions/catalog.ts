import { z } from 'zod';
import { type ConnectorContext, defineAction, isAppCallError } from '../../kit/index.ts';
import { catalogItem, inventoryCount } from '../objects/rows.ts';
import { given, onceKey } from '../once.ts';
import { amount, currency, locationId, text, variationId } from './fields.ts';

const saved = z.object({ catalog_object: catalogItem });
const price = (one: { amount?: number; currency?: string }) =>
  one.amount === undefined
    ? { pricing_type: 'VARIABLE_PRICING' }
    : { pricing_type: 'FIXED_PRICING', price_money: { amount: one.amount, currency: one.currency } };

export const saveCatalogItem = defineAction({
  title: 'Create an item',
  description: 'Of the catalog, with its variations.',
  input: z.object({
    name: z.string().min(1).max(512).meta({ title: 'Name' }),
    description: text(4096).meta({ title: 'Description' }),
    variations: z
      .array(
        z
          .object({
            name: z.string().min(1).max(255).meta({ title: 'Name', placeholder: 'Regular' }),
            amount: amount
              .optional()
              .meta({ title: 'Price', description: 'In the smallest unit. Left out: asked at the sale.' }),
            currency: currency.optional(),
            sku: text(255).meta({ title: 'SKU' }),
          })
          .refine((one) => one.amount === undefined || one.currency !== undefined, {
            message: 'A price needs its currency.',
            path: ['currency'],
          }),
      )
      .min(1)
      .meta({ title: 'Variations' }),
  }),
  output: catalogItem,
  effect: 'writes',
  repeat: 'key',
  scopes: ['ITEMS_WRITE'],
  run: async ({ http }, input, { idempotencyKey }) => {
    const variations = input.variations.map((one, at) => ({
      type: 'ITEM_VARIATION',
      id: `#variation-${at}`,
      item_variation_data: given({ name: one.name, sku: one.sku, ...price(one) }),
    }));
    const item = { name: input.name, description: input.description, variations };
    const json = {
      idempotency_key: onceKey(idempotencyKey),
      object: { type: 'ITEM', id: '#item', item_data: given(item) },
    };
    return (await http.post('/v2/catalog/object', saved, { json, repeatable: true })).body.catalog_object;
  },
  example: {
    name: 'Brass lamp',
    variations: [{ name: 'Regular', amount: 1999, currency: 'EUR', sku: 'LAMP' }],
  },
});

const counted = z.object({ counts: z.array(inventoryCount).nullish() });
/** What is there now; nothing where the same run was counted before. */
const output = z.object({ counts: z.array(inventoryCount) });
const quantity = z.number().min(0).max(1_000_000).meta({ title: 'Quantity' });
const stock = { item: variationId, location: locationId, quantity };
const example = { item: 'FGQ5JJWT2PYTHF35CKZ2DSKP', location: 'YYQR03DGCTXA4', quantity: 10 };

async function change({ http }: ConnectorContext, given: Record<string, unknown>, key: string) {
  const json = { idempotency_key: onceKey(key), changes: [given] };
  try {
    const { body } = await http.post('/v2/inventory/changes/batch-create', counted, { json, repeatable: true });
    return { counts: body.counts ?? [] };
  } catch (error) {
    // When it happened is part of the request and moves on: under the key of one that was taken, Square refuses the later one.
    if (!isAppCallError(error) || error.details.code !== 'IDEMPOTENCY_KEY_REUSED') throw error;
    return { counts: [] };
  }
}

export const setInventory = defineAction({
  title: 'Set the stock of an item',
  description: 'To what was counted.',
  input: z.object(stock),
  output,
  effect: 'writes',
  repeat: 'key',
  scopes: ['INVENTORY_WRITE'],
  run: (context, input, { idempotencyKey }) => {
    const count = {
      catalog_object_id: input.item,
      location_id: input.location,
      state: 'IN_STOCK',
      quantity: String(input.quantity),
      occurred_at: new Date().toISOString(),
    };
    return change(context, { type: 'PHYSICAL_COUNT', physical_count: count }, idempotencyKey);
  },
  example,
});

export const adjustInventory = defineAction({
  title: 'Adjust the stock of an item',
  description: 'By what came in, was sold elsewhere or got lost.',
  input: z.object({
    ...stock,
    reason: z.enum(['received', 'sold', 'lost']).meta({
      title: 'Because',
      choices: { received: 'It came in', sold: 'It was sold', lost: 'It was lost or broken' },
    }),
  }),
  output,
  effect: 'writes',
  repeat: 'key',
  scopes: ['INVENTORY_WRITE'],
  run: (context, input, { idempotencyKey }) => {
    const states = {
      received: { from_state: 'NONE', to_state: 'IN_STOCK' },
      sold: { from_state: 'IN_STOCK', to_state: 'SOLD' },
      lost: { from_state: 'IN_STOCK', to_state: 'WASTE' },
    }[input.reason];
    const adjustment = {
      catalog_object_id: input.item,
      location_id: input.location,
      quantity: String(input.quantity),
      occurred_at: new Date().toISOString(),
      ...states,
    };
    return change(context, { type: 'ADJUSTMENT', adjustment }, idempotencyKey);
  },
  example: { ...example, reason: 'received' },
});
