import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { subscription } from '../objects/rows.ts';
import { email, given, lookup, onceBy, optionalText } from './fields.ts';

const id = z.string().min(3).max(50).meta({ title: 'Subscription' });
const reason = z.string().min(1).max(128).meta({ title: 'Reason' });
const example = 'I-BW452GLLEP1G';
const place = z.url({ protocol: /^https$/ });
const made = z.looseObject({ id: z.string() });

export const createProduct = defineAction({
  title: 'Create a product',
  description: 'That plans can be made for.',
  input: z.object({
    name: z.string().min(1).max(127).meta({ title: 'Name' }),
    type: z
      .enum(['PHYSICAL', 'DIGITAL', 'SERVICE'])
      .meta({ title: 'Kind', choices: { PHYSICAL: 'Goods', DIGITAL: 'Digital goods', SERVICE: 'A service' } }),
    description: optionalText(256).meta({ title: 'Description' }),
    id: z.string().min(6).max(50).optional().meta({ title: 'Your own ID', description: 'Left out: PayPal makes one.' }),
  }),
  output: made,
  effect: 'writes',
  repeat: 'key',
  run: async ({ http }, input, { idempotencyKey }) =>
    (await http.post('/v1/catalogs/products', made, { json: given(input), ...onceBy(idempotencyKey) })).body,
  example: { name: 'Brass lamp', type: 'PHYSICAL', description: 'A lamp' },
});

export const createSubscription = defineAction({
  title: 'Create a subscription',
  description: 'The answer’s link “approve” is where the subscriber agrees.',
  input: z.object({
    plan: z.string().min(3).max(50).meta({ title: 'Plan', options: 'plans' }),
    email: email.optional(),
    quantity: z.int().positive().optional().meta({ title: 'Quantity' }),
    customId: optionalText(127).meta({ title: 'Your own ID' }),
    returnUrl: place.meta({ title: 'Back to', description: 'Where the subscriber goes after agreeing.' }),
    cancelUrl: place.meta({ title: 'Back to, when cancelled' }),
  }),
  output: made,
  effect: 'writes',
  repeat: 'key',
  run: async ({ http }, input, { idempotencyKey }) => {
    const json = given({
      plan_id: input.plan,
      quantity: input.quantity === undefined ? undefined : String(input.quantity),
      custom_id: input.customId,
      subscriber: input.email === undefined ? undefined : { email_address: input.email },
      application_context: { return_url: input.returnUrl, cancel_url: input.cancelUrl },
    });
    return (await http.post('/v1/billing/subscriptions', made, { json, ...onceBy(idempotencyKey) })).body;
  },
  example: {
    plan: 'P-5ML4271244454362WXNWU5NQ',
    email: 'mara@globex.example',
    returnUrl: 'https://shop.acme.example/thanks',
    cancelUrl: 'https://shop.acme.example/plans',
  },
});

export const getSubscription = lookup({
  title: 'Read a subscription',
  path: '/v1/billing/subscriptions',
  id,
  row: subscription,
  example,
});

const change = (verb: string, words: { title: string; description: string; effect: 'writes' | 'destroys' }) =>
  defineAction({
    ...words,
    input: z.object({ id, reason }),
    output: z.object({ id: z.string() }),
    // What is so already is refused, and nothing changes.
    repeat: 'natural',
    run: async ({ http }, input) => {
      const path = `/v1/billing/subscriptions/${encodeURIComponent(input.id)}/${verb}`;
      await http.post(path, z.unknown(), { json: { reason: input.reason }, repeatable: true });
      return { id: input.id };
    },
    example: { id: example, reason: 'The customer asked for it.' },
  });

export const suspendSubscription = change('suspend', {
  title: 'Suspend a subscription',
  description: 'Until it is activated again.',
  effect: 'writes',
});
export const activateSubscription = change('activate', {
  title: 'Activate a subscription',
  description: 'One that was suspended.',
  effect: 'writes',
});
export const cancelSubscription = change('cancel', {
  title: 'Cancel a subscription',
  description: 'It can’t be undone.',
  effect: 'destroys',
});
