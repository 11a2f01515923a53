import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { isNotFound } from './check.ts';
import { settings } from './settings.ts';

const id = z.union([z.string(), z.number()]).transform(String);
const payload = z.looseObject({
  event: z.string(),
  webhook_id: z.string(),
  task_id: id.nullish(),
  list_id: id.nullish(),
  space_id: id.nullish(),
  history_items: z.array(z.looseObject({ id, date: z.string().nullish() })).nullish(),
});
const made = z.object({ id: z.string(), webhook: z.object({ secret: z.string() }) });

/** https://developer.clickup.com/docs/webhooksignature. What was changed names an event; a deletion has no such thing. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({ header: 'x-signature', encoding: 'hex' }),
  events: ({ body }) => {
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    const history = data.history_items ?? [];
    const at = Number(history[0]?.date ?? Number.NaN);
    return [
      {
        id: history.length === 0 ? '' : [data.webhook_id, data.event, ...history.map((item) => item.id)].join('/'),
        type: data.event,
        ...subjectOf(data),
        ...(Number.isFinite(at) && { at: new Date(at).toISOString() }),
        data: z.json().parse(data),
      },
    ];
  },
  subscribe: async ({ http, settings: answers }, { url, events }) => {
    const { workspace, space, list } = settings.parse(answers);
    // The narrowest place alone: ClickUp looks at one.
    const place = list ? { list_id: Number(list) } : space ? { space_id: Number(space) } : {};
    const json = { endpoint: url, events: [...new Set(events)], ...place };
    const { body } = await http.post(`/team/${encodeURIComponent(workspace)}/webhook`, made, { json });
    return { id: body.id, secret: body.webhook.secret };
  },
  unsubscribe: async ({ http }, subscription) => {
    try {
      await http.delete(`/webhook/${encodeURIComponent(subscription.id)}`, z.unknown());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};

function subjectOf(data: z.output<typeof payload>): { object: string; key: string } | undefined {
  if (data.task_id) return { object: 'task', key: data.task_id };
  if (data.list_id) return { object: 'list', key: data.list_id };
  return data.space_id ? { object: 'space', key: data.space_id } : undefined;
}
