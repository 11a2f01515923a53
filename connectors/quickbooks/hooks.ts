import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type HookEvent, hmacSignature, type Json } from '../kit/index.ts';
import { objects } from './objects/objects.ts';

/** https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks: CloudEvents, and the form that went before them. */
const cloudEvent = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: z.string().optional(),
  intuitentityid: z.string(),
  intuitaccountid: z.string(),
  data: z.record(z.string(), z.json()).nullish(),
});
const older = z.object({
  eventNotifications: z.array(
    z.object({
      realmId: z.string(),
      dataChangeEvent: z
        .object({
          entities: z.array(
            z.object({
              name: z.string(),
              id: z.string(),
              operation: z.string(),
              lastUpdated: z.string().optional(),
              deletedId: z.string().optional(),
            }),
          ),
        })
        .optional(),
    }),
  ),
});

const ours = new Map(Object.keys(objects).map((name) => [name.toLowerCase(), name]));
const verbs: Record<string, string> = { create: 'created', update: 'updated', delete: 'deleted', merge: 'merged' };

export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({ header: 'intuit-signature', encoding: 'base64' }),
  events: ({ body }) => {
    const value = parse(body);
    const events = z.array(cloudEvent).safeParse(value);
    if (events.success) return events.data.map(fromCloudEvent);
    const notifications = older.safeParse(value);
    if (notifications.success) return notifications.data.eventNotifications.flatMap(fromNotification);
    const sentence = 'QuickBooks sent a hook that is no list of events.';
    throw new AppCallError(sentence, { class: 'protocol', code: 'unreadable_hook' });
  },
};

interface Told {
  id: string;
  entity: string;
  verb: string;
  account: string;
  key: string;
  at?: string;
  merged?: string;
}

function eventOf({ id, entity, verb, account, key, at, merged }: Told): HookEvent {
  const data: Record<string, Json> = { id: key, entity, operation: verb, at: at ?? null, mergedId: merged ?? null };
  return { id, type: `${entity}.${verb}`, account, object: ours.get(entity), key, at, data };
}

function fromCloudEvent(event: z.output<typeof cloudEvent>): HookEvent {
  const [, entity = '', verb = ''] = /^qbo\.(\w+)\.(\w+)/.exec(event.type) ?? [];
  const merged = event.data?.deletedid;
  return eventOf({
    id: event.id,
    entity,
    verb,
    account: event.intuitaccountid,
    key: event.intuitentityid,
    at: timeOf(event.time),
    ...(typeof merged === 'string' && { merged }),
  });
}

function fromNotification(one: z.output<typeof older>['eventNotifications'][number]): HookEvent[] {
  return (one.dataChangeEvent?.entities ?? []).map(({ name, id, operation, lastUpdated, deletedId }) => {
    const verb = operation.toLowerCase();
    return eventOf({
      // It has no id of its own; a second delivery is the same in all of these.
      id: [one.realmId, name, id, operation, lastUpdated ?? ''].join('-'),
      entity: name.toLowerCase(),
      verb: verbs[verb] ?? `${verb}ed`,
      account: one.realmId,
      key: id,
      at: timeOf(lastUpdated),
      merged: deletedId,
    });
  });
}

function timeOf(text: string | undefined): string | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
