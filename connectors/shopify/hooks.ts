import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { ask, refuse } from './ask.ts';
import { gid, userErrors } from './schemas.ts';

const payload = z.looseObject({
  id: z.union([z.number(), z.string()]).optional(),
  admin_graphql_api_id: z.string().optional(),
});
const subscribed = z.object({
  webhookSubscriptionCreate: z.object({ webhookSubscription: z.object({ id: gid }).nullable(), userErrors }),
});
const ended = z.object({ webhookSubscriptionDelete: z.object({ userErrors }) });
const place = z.array(gid);

const objectOf: Record<string, { object: string; type: string }> = {
  orders: { object: 'order', type: 'Order' },
  customers: { object: 'customer', type: 'Customer' },
  products: { object: 'product', type: 'Product' },
  draft_orders: { object: 'draftOrder', type: 'DraftOrder' },
  locations: { object: 'location', type: 'Location' },
};

/** https://shopify.dev/docs/apps/build/webhooks/subscribe/https. Signed with the client secret of the app; a copy is known by its id. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'x-shopify-hmac-sha256',
    encoding: 'base64',
    key: ({ clientSecret, secret }) => clientSecret ?? secret,
  }),
  events: ({ headers, body }) => {
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    const topic = headers.get('x-shopify-topic') ?? 'unknown';
    const known = objectOf[topic.split('/')[0] ?? ''];
    const key =
      data.admin_graphql_api_id ??
      (known && data.id !== undefined ? `gid://shopify/${known.type}/${data.id}` : undefined);
    const shop = headers.get('x-shopify-shop-domain')?.replace(/\.myshopify\.com$/, '');
    return [
      {
        id: headers.get('x-shopify-webhook-id') ?? '',
        type: topic,
        ...(shop && { account: shop }),
        ...(known && key && { object: known.object, key }),
        ...(headers.get('x-shopify-triggered-at') && { at: headers.get('x-shopify-triggered-at') ?? undefined }),
        data: z.json().parse(data),
      },
    ];
  },
  subscribe: async ({ http }, { url, events }) => {
    const query = `mutation ($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
    webhookSubscription { id }
    userErrors { field message }
  }
}`;
    const ids: string[] = [];
    for (const event of events) {
      const topic = event.toUpperCase().replaceAll('/', '_');
      const { webhookSubscriptionCreate: done } = await ask(
        http,
        query,
        { topic, webhookSubscription: { uri: url, format: 'JSON' } },
        subscribed,
      );
      refuse(done.userErrors);
      if (done.webhookSubscription) ids.push(done.webhookSubscription.id);
    }
    return { id: ids[0] ?? '', state: ids };
  },
  unsubscribe: async ({ http }, { state }) => {
    const query = 'mutation ($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { field message } } }';
    for (const id of place.parse(state)) await ask(http, query, { id }, ended);
  },
};
