import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { isNotFound } from './check.ts';

const event = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  time: z.string().optional(),
  subject: z.string().optional(),
  detail: z.looseObject({ id: z.union([z.string(), z.number()]).optional() }).optional(),
});
const created = z.object({ webhook: z.object({ id: z.string().min(1) }) });
const signing = z.object({ signing_secret: z.object({ secret: z.string().min(1) }) });

const prefix = 'zen:event-type:';
const objects = new Set(['ticket', 'user', 'organization']);
const pathOf = (id: string): string => `/api/v2/webhooks/${encodeURIComponent(id)}`;

/** https://developer.zendesk.com/documentation/webhooks/verifying/ */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({
    header: 'x-zendesk-webhook-signature',
    encoding: 'base64',
    signed: ({ body }, timestamp) => [timestamp, body],
    timestamp: { header: 'x-zendesk-webhook-signature-timestamp', unit: 'iso' },
  }),
  events: ({ body }) => {
    const parsed = event.safeParse(parse(body));
    if (!parsed.success)
      throw new AppCallError('Zendesk sent a hook that is no event.', { class: 'protocol', code: 'unreadable_hook' });
    const { id, type, time, subject = '', detail } = parsed.data;
    const object = type.replace(prefix, '').split('.')[0] ?? '';
    const key = detail?.id ?? subject.split(':')[2];
    return [
      {
        id,
        type,
        ...(objects.has(object) && key !== undefined && { object, key: String(key) }),
        ...(time !== undefined && { at: time }),
        data: z.json().parse(parsed.data),
      },
    ];
  },
  subscribe: async ({ http }, { url, events }) => {
    const webhook = {
      name: `Portico (${new URL(url).host})`,
      status: 'active',
      endpoint: url,
      http_method: 'POST',
      request_format: 'json',
      subscriptions: events,
    };
    const { id } = (await http.post('/api/v2/webhooks', created, { json: { webhook } })).body.webhook;
    const { body } = await http.get(`${pathOf(id)}/signing_secret`, signing);
    return { id, secret: body.signing_secret.secret };
  },
  unsubscribe: async ({ http }, { id }) => {
    try {
      await http.delete(pathOf(id), z.unknown());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
