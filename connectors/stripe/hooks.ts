import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';

const event = z.looseObject({
  id: z.string(),
  type: z.string(),
  account: z.string().optional(),
  created: z.int(),
  data: z.object({ object: z.looseObject({ id: z.string().optional(), object: z.string() }) }),
});
const endpoint = z.object({ id: z.string(), secret: z.string().optional() });

/** Stripe's nouns of the objects that are synced here. */
const objectOf: Record<string, string> = {
  customer: 'customer',
  product: 'product',
  price: 'price',
  subscription: 'subscription',
  invoice: 'invoice',
  payment_intent: 'paymentIntent',
  charge: 'charge',
  refund: 'refund',
};

/** https://docs.stripe.com/webhooks#verify-manually */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({
    header: 'stripe-signature',
    parse: (header) => {
      const parts = header.split(',').map((part) => part.trim().split('='));
      const all = (name: string) => parts.filter(([key]) => key === name).map(([, value = '']) => value);
      return { signatures: all('v1'), timestamp: all('t')[0] };
    },
    encoding: 'hex',
    signed: ({ body }, timestamp) => [`${timestamp}.`, body],
    timestamp: { unit: 's' },
  }),
  events: ({ body }) => {
    const { id, type, account, created, data } = event.parse(JSON.parse(new TextDecoder().decode(body)));
    return [
      {
        id,
        type,
        account,
        object: objectOf[data.object.object],
        key: data.object.id,
        at: new Date(created * 1000).toISOString(),
        data: z.json().parse(data.object),
      },
    ];
  },
  subscribe: async ({ http }, { url, events }) => {
    const { body } = await http.post('/v1/webhook_endpoints', endpoint, { form: { url, enabled_events: events } });
    return { id: body.id, secret: body.secret };
  },
  unsubscribe: async ({ http }, { id }) => {
    await http.delete(`/v1/webhook_endpoints/${encodeURIComponent(id)}`, z.unknown());
  },
};
