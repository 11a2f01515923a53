import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type HookEvent, hmacSignature, type Json } from '../kit/index.ts';

// HubSpot signs the address as it was typed in, with these letters as themselves.
const decoded: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};
const asSigned = (url: URL): string =>
  url.href.replace(/%[0-9A-F]{2}/gi, (code) => decoded[code.toUpperCase()] ?? code);

const event = z.looseObject({
  eventId: z.union([z.number(), z.string()]).optional(),
  subscriptionId: z.union([z.number(), z.string()]).optional(),
  subscriptionType: z.string().min(1),
  portalId: z.number(),
  occurredAt: z.number(),
  objectId: z.union([z.number(), z.string()]).optional(),
  objectTypeId: z.string().optional(),
  fromObjectId: z.union([z.number(), z.string()]).optional(),
  newObjectId: z.union([z.number(), z.string()]).optional(),
  primaryObjectId: z.union([z.number(), z.string()]).optional(),
  propertyName: z.string().optional(),
  propertyValue: z.string().nullish(),
  changeSource: z.string().optional(),
});
type Event = z.output<typeof event>;

const objectByTypeId: Record<string, string> = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '0-5': 'ticket',
  '0-7': 'product',
  '0-8': 'line_item',
  '0-14': 'quote',
};
const ourObjects: Record<string, string> = {
  contact: 'contact',
  company: 'company',
  deal: 'deal',
  ticket: 'ticket',
  product: 'product',
  line_item: 'lineItem',
  quote: 'quote',
};
/** A change of these is worth a name of its own. */
const stages: Record<string, string> = { deal: 'dealstage', ticket: 'hs_pipeline_stage' };

/** HubSpot tells an app of every account together, up to 100 events at a time, each with an id and what changed, never the record. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'x-hubspot-signature-v3',
    encoding: 'base64',
    timestamp: { header: 'x-hubspot-request-timestamp', unit: 'ms', tolerance: 300 },
    signed: ({ method, url, body }, timestamp) => [method, asSigned(url), body, timestamp],
  }),
  events: ({ body }) => {
    const parsed = z.array(event).safeParse(parse(body));
    if (parsed.success) return parsed.data.map(eventOf);
    throw new AppCallError('HubSpot sent a hook that is no list of events.', {
      class: 'protocol',
      code: 'unreadable_hook',
    });
  },
};

function eventOf(one: Event): HookEvent {
  const [prefix = '', verb = ''] = one.subscriptionType.split('.');
  // Newer subscriptions say "object.creation" and what it is beside it.
  const object = prefix === 'object' ? (objectByTypeId[one.objectTypeId ?? ''] ?? one.objectTypeId ?? prefix) : prefix;
  const isStage = verb === 'propertyChange' && one.propertyName === stages[object];
  const key = one.objectId ?? one.newObjectId ?? one.primaryObjectId ?? one.fromObjectId;
  const at = new Date(one.occurredAt).toISOString();
  const type = `${object}.${isStage ? 'stageChange' : verb}`;
  const id = key === undefined ? null : String(key);
  const data: Record<string, Json> = {
    id,
    type,
    at,
    property: one.propertyName ?? null,
    value: one.propertyValue ?? null,
    source: one.changeSource ?? null,
  };
  return {
    // The event's id alone is not unique, HubSpot says; attempts to deliver it share all of these.
    id: [one.portalId, one.subscriptionId, one.eventId, id, one.occurredAt].join('-'),
    type,
    account: String(one.portalId),
    object: ourObjects[object],
    key: id ?? undefined,
    at,
    data,
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
