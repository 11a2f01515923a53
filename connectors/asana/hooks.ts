import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { isNotFound } from './check.ts';
import { settings } from './settings.ts';

const reference = z.looseObject({ gid: z.string(), resource_type: z.string(), resource_subtype: z.string().nullish() });
const payload = z.object({
  events: z.array(
    z.looseObject({
      action: z.string(),
      created_at: z.string().optional(),
      resource: reference,
      parent: reference.nullish(),
      change: z.looseObject({ field: z.string().nullish() }).nullish(),
    }),
  ),
});
const made = z.object({ data: z.object({ gid: z.string() }), 'X-Hook-Secret': z.string().optional() });

type Event = z.output<typeof payload>['events'][number];

/** `task.added`, `task.changed`, `story.added`; comments are stories of their own kind. */
function typeOf({ action, resource }: Event): string {
  const isComment = resource.resource_type === 'story' && resource.resource_subtype === 'comment_added';
  return isComment ? `comment.${action}` : `${resource.resource_type}.${action}`;
}

/** https://developers.asana.com/docs/webhooks-guide. Asana names no event; what it is about, what happened and when name it. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({ header: 'x-hook-signature', encoding: 'hex' }),
  // A heartbeat has no events.
  events: ({ body }) =>
    payload.parse(JSON.parse(new TextDecoder().decode(body))).events.map((event) => {
      const { action, created_at: at, resource, parent, change } = event;
      const parts = [resource.gid, action, change?.field, parent?.gid, at].map((part) => part ?? '');
      // A comment or a subtask changes the task that it belongs to.
      const row = resource.resource_type === 'story' && parent?.resource_type === 'task' ? parent : resource;
      return {
        id: at === undefined ? '' : parts.join('/'),
        type: typeOf(event),
        ...(['task', 'project', 'tag'].includes(row.resource_type) && { object: row.resource_type, key: row.gid }),
        ...(at && { at }),
        data: z.json().parse(event),
      };
    }),
  // While the subscription is made: the secret that Asana has chosen is sent back.
  challenge: ({ headers }) => {
    const secret = headers.get('x-hook-secret');
    return secret ? { status: 200, headers: { 'x-hook-secret': secret }, body: '' } : undefined;
  },
  subscribe: async ({ http, settings: answers }, { url, events }) => {
    const filters = [...new Set(events)].map((event) => {
      const [type, action] = event.split('.');
      return type === 'comment'
        ? { resource_type: 'story', resource_subtype: 'comment_added', action }
        : { resource_type: type, action };
    });
    const json = { data: { resource: settings.parse(answers).project, target: url, filters } };
    const { body } = await http.post('/webhooks', made, { json });
    return { id: body.data.gid, ...(body['X-Hook-Secret'] && { secret: body['X-Hook-Secret'] }) };
  },
  unsubscribe: async ({ http }, { id }) => {
    try {
      await http.delete(`/webhooks/${encodeURIComponent(id)}`, z.unknown());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};
