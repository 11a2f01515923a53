import { z } from 'zod';
import { AppCallError, bearerJwt, type ConnectorHooks, type HookSubscription, hmacSignature } from '../kit/index.ts';
import { settings } from './settings.ts';

const payload = z.looseObject({
  timestamp: z.number().optional(),
  webhookEvent: z.string(),
  issue: z.looseObject({ id: z.string(), key: z.string() }).optional(),
  comment: z.looseObject({ id: z.string() }).optional(),
});

const registered = z.object({
  webhookRegistrationResult: z.array(
    z.object({ createdWebhookId: z.int().optional(), errors: z.array(z.string()).optional() }),
  ),
});
const refreshed = z.object({ expirationDate: z.union([z.string(), z.number()]) });

/** Of 30 days; renewed a week before. */
const lifeMs = 30 * 86_400_000;
const byJwt = bearerJwt();
const bySecret = hmacSignature({ header: 'x-hub-signature', prefix: 'sha256=', encoding: 'hex' });

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/. What an app registers carries a JWT signed with its client secret; what an administrator sets up, an HMAC of a secret of their own. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: (request, secrets, now) => (request.headers.has('x-hub-signature') ? bySecret : byJwt)(request, secrets, now),
  events: ({ headers, body }) => {
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    const { webhookEvent: type, issue, comment, timestamp } = data;
    const isComment = type.startsWith('comment_') && comment !== undefined;
    return [
      {
        id: headers.get('x-atlassian-webhook-identifier') ?? '',
        type,
        ...(isComment && { object: 'comment', key: comment.id }),
        ...(!isComment && issue && { object: 'issue', key: issue.id }),
        ...(timestamp !== undefined && { at: new Date(timestamp).toISOString() }),
        data: z.json().parse(data),
      },
    ];
  },
  subscribe: async ({ http, settings: answers }, { url, events }) => {
    const { project } = settings.parse(answers);
    const jqlFilter = project === '' ? 'project is not EMPTY' : `project = "${project.replaceAll(/["\\]/g, '\\$&')}"`;
    const { body } = await http.post('/rest/api/3/webhook', registered, {
      json: { url, webhooks: [{ events, jqlFilter }] },
    });
    const [result] = body.webhookRegistrationResult;
    if (result?.createdWebhookId === undefined) {
      throw new AppCallError(`Jira did not take the webhook. ${result?.errors?.join(' ') ?? ''}`.trim(), {
        class: 'invalid',
        code: 'webhook_refused',
      });
    }
    return { id: String(result.createdWebhookId), expiresAt: new Date(Date.now() + lifeMs).toISOString() };
  },
  renew: async ({ http }, subscription): Promise<HookSubscription> => {
    const { body } = await http.put('/rest/api/3/webhook/refresh', refreshed, {
      json: { webhookIds: [Number(subscription.id)] },
      repeatable: true,
    });
    return { ...subscription, expiresAt: new Date(body.expirationDate).toISOString() };
  },
  unsubscribe: async ({ http }, { id }) => {
    await http.delete('/rest/api/3/webhook', z.unknown(), { json: { webhookIds: [Number(id)] } });
  },
};
