import { z } from 'zod';
import { type Webhook, webhookEvents } from '../webhooks/webhook.ts';
import { type ApiAnswer, type ApiCall, methodNotAllowed, requireScope } from './api-call.ts';
import { ApiError, notFound } from './api-error.ts';

const newWebhookSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  events: z
    .array(z.enum(webhookEvents, { error: `must be some of ${webhookEvents.join(', ')}` }), { error: 'must be a list' })
    .min(1, 'must name one event or more'),
});

/** An app sees its own webhooks of the account that it speaks for. The secret is shown once. */
export async function webhooks(call: ApiCall, id: string | undefined): Promise<ApiAnswer> {
  requireScope(call, 'contacts:read');
  const { webhooks: sender } = call.world;
  const own = sender.list(call.account.seed.id, call.clientId);
  if (id !== undefined) {
    if (call.method !== 'DELETE') throw methodNotAllowed(call, 'DELETE');
    if (!own.some((webhook) => webhook.id === id)) throw notFound(`Webhook ${id}`);
    sender.remove(id);
    return { status: 204 };
  }
  if (call.method === 'GET') return { status: 200, body: { data: own.map(present) } };
  if (call.method !== 'POST') throw methodNotAllowed(call, 'GET, POST');
  const parsed = newWebhookSchema.safeParse(await call.readBody());
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? 'url');
    throw new ApiError(422, 'validation_failed', `${field} ${parsed.error.issues[0]?.message ?? ''}.`, { field });
  }
  const webhook = sender.add({ accountId: call.account.seed.id, clientId: call.clientId, ...parsed.data });
  return { status: 201, body: { ...present(webhook), secret: webhook.secret } };
}

function present({ id, url, events, createdAt }: Webhook) {
  return { id, url, events, created_at: createdAt };
}
