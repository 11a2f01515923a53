import { z } from 'zod';
import { type ConnectorHooks, type HookSubscription, hmacSignature } from '../kit/index.ts';
import { settings } from './settings.ts';

const ping = z.object({
  base: z.object({ id: z.string() }),
  webhook: z.object({ id: z.string() }),
  timestamp: z.string().optional(),
});
const made = z.object({ id: z.string(), macSecretBase64: z.string(), expirationTime: z.string().nullish() });
const refreshed = z.object({ expirationTime: z.string().nullish() });
const place = z.object({ base: z.string() });

const hookPath = (base: string, id = '') =>
  `/v0/bases/${encodeURIComponent(base)}/webhooks${id && `/${encodeURIComponent(id)}`}`;

/** https://airtable.com/developers/web/api/webhooks-overview. A hook says only that the base has changed. It lives for seven days unless it is refreshed. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({
    header: 'x-airtable-content-mac',
    prefix: 'hmac-sha256=',
    encoding: 'hex',
    // The secret is shown once, in base64.
    key: ({ secret }) => Buffer.from(secret, 'base64'),
  }),
  events: ({ body }) => {
    const { base, webhook, timestamp } = ping.parse(JSON.parse(new TextDecoder().decode(body)));
    const id = timestamp === undefined ? '' : `${webhook.id}/${timestamp}`;
    return [
      { id, type: 'base.changed', ...(timestamp && { at: timestamp }), data: { base: base.id, webhook: webhook.id } },
    ];
  },
  subscribe: async ({ http, settings: answers }, { url }) => {
    const { base, table } = settings.parse(answers);
    const filters = { dataTypes: ['tableData'], ...(table.startsWith('tbl') && { recordChangeScope: table }) };
    const { body } = await http.post(hookPath(base), made, {
      json: { notificationUrl: url, specification: { options: { filters } } },
    });
    return {
      id: body.id,
      secret: body.macSecretBase64,
      ...(body.expirationTime && { expiresAt: body.expirationTime }),
      state: { base },
    };
  },
  renew: async ({ http }, subscription): Promise<HookSubscription> => {
    const { base } = place.parse(subscription.state);
    const { body } = await http.post(`${hookPath(base, subscription.id)}/refresh`, refreshed, { repeatable: true });
    return { ...subscription, ...(body.expirationTime && { expiresAt: body.expirationTime }) };
  },
  unsubscribe: async ({ http }, { id, state }) => {
    await http.delete(hookPath(place.parse(state).base, id), z.unknown());
  },
};
