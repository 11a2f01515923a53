import { z } from 'zod';
import { type ConnectorHooks, hmacSignature, isRecent } from '../kit/index.ts';
import { ask } from './ask.ts';

const payload = z.looseObject({
  action: z.string(),
  type: z.string(),
  organizationId: z.string().optional(),
  webhookTimestamp: z.number().optional(),
  createdAt: z.string().optional(),
  data: z.looseObject({ id: z.string().optional() }).optional(),
});
const made = z.object({ webhookCreate: z.object({ success: z.boolean(), webhook: z.object({ id: z.string() }) }) });
const ended = z.object({ webhookDelete: z.object({ success: z.boolean() }) });

const signed = hmacSignature({ header: 'linear-signature', encoding: 'hex' });
const read = (body: Uint8Array) => payload.parse(JSON.parse(new TextDecoder().decode(body)));
const objects = new Set(['Issue', 'Project', 'Comment', 'User', 'Team', 'Cycle']);

/** https://linear.app/developers/webhooks. The time is in the body, in milliseconds, and a minute is long enough. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: (request, secrets, now) => {
    const verdict = signed(request, secrets, now);
    if (!verdict.ok) return verdict;
    const timestamp = payload.safeParse(JSON.parse(new TextDecoder().decode(request.body)));
    const at = timestamp.success ? timestamp.data.webhookTimestamp : undefined;
    if (at === undefined) return { ok: false, because: 'unreadable' };
    return isRecent(String(at), { unit: 'ms', tolerance: 60 }, now) ? verdict : { ok: false, because: 'too_old' };
  },
  events: ({ headers, body }) => {
    const { action, type, organizationId, createdAt, data } = read(body);
    return [
      {
        id: headers.get('linear-delivery') ?? '',
        type: `${type}.${action}`,
        ...(organizationId && { account: organizationId }),
        ...(objects.has(type) && data?.id && { object: type.toLowerCase(), key: data.id }),
        ...(createdAt && { at: createdAt }),
        data: z.json().parse(data ?? null),
      },
    ];
  },
  subscribe: async ({ http }, { url, secret, events }) => {
    const query = 'mutation ($input: WebhookCreateInput!) { webhookCreate(input: $input) { success webhook { id } } }';
    const resourceTypes = [...new Set(events.map((event) => event.split('.')[0] ?? event))];
    const input = { url, secret, resourceTypes, allPublicTeams: true };
    return { id: (await ask(http, query, { input }, made)).webhookCreate.webhook.id };
  },
  unsubscribe: async ({ http }, { id }) => {
    await ask(http, 'mutation ($id: String!) { webhookDelete(id: $id) { success } }', { id }, ended);
  },
};
