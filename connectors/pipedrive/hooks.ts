import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type ConnectorHttp, isSame } from '../kit/index.ts';
import { isNotFound } from './check.ts';

const id = z.union([z.int(), z.string().min(1)]).transform(String);
const told = z.looseObject({
  meta: z.looseObject({
    id: z.string().min(1),
    action: z.string(),
    entity: z.string(),
    entity_id: id,
    company_id: id,
    timestamp: z.string().optional(),
  }),
  data: z.looseObject({ status: z.string().optional().catch(undefined) }).nullish(),
  /** Only what has changed, as it was. */
  previous: z.looseObject({}).nullish(),
});
const created = z.object({ data: z.object({ id: z.int() }) });
const made = z.array(z.int());

/** Pipedrive signs nothing; it logs in with what we have chosen. */
const userName = 'portico';
const ours = new Set([
  'deal',
  'person',
  'organization',
  'activity',
  'product',
  'lead',
  'note',
  'pipeline',
  'stage',
  'user',
]);

/** https://pipedrive.readme.io/docs/guide-for-webhooks-v2 */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: ({ headers }, { secret }) => {
    const given = headers.get('authorization');
    if (!given || !secret) return { ok: false, because: 'missing_header' };
    const right = `Basic ${Buffer.from(`${userName}:${secret}`).toString('base64')}`;
    return isSame(given, right) ? { ok: true } : { ok: false, because: 'bad_signature' };
  },
  events: ({ body }) => {
    const parsed = told.safeParse(parse(body));
    if (!parsed.success)
      throw new AppCallError('Pipedrive sent a hook that is no event of its second version.', {
        class: 'protocol',
        code: 'unreadable_hook',
      });
    const { meta } = parsed.data;
    return [
      {
        id: meta.id,
        type: typeOf(parsed.data),
        account: meta.company_id,
        ...(ours.has(meta.entity) && { object: meta.entity, key: meta.entity_id }),
        ...(meta.timestamp !== undefined && { at: meta.timestamp }),
        data: z.json().parse(parsed.data),
      },
    ];
  },
  subscribe: async ({ http }, { url, secret, events }) => {
    const ids: number[] = [];
    try {
      for (const [object, action] of wanted(events)) {
        const json = {
          subscription_url: url,
          event_action: action,
          event_object: object,
          name: 'Portico',
          version: '2.0',
          http_auth_user: userName,
          http_auth_password: secret,
        };
        ids.push((await http.post('/api/v1/webhooks', created, { json })).body.data.id);
      }
    } catch (error) {
      // A person may have 40 of them: none is left behind.
      await remove(http, ids);
      throw error;
    }
    return { id: ids.join('-'), state: ids };
  },
  unsubscribe: async ({ http }, { state }) => remove(http, made.parse(state ?? [])),
};

async function remove(http: ConnectorHttp, ids: number[]): Promise<void> {
  for (const one of ids) {
    try {
      await http.delete(`/api/v1/webhooks/${one}`, z.unknown());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

/** One hook for each object: with its one action, or with all. `change.deal.won` is a change of a deal, as Pipedrive sees it. */
function wanted(events: string[]): Map<string, string> {
  const byObject = new Map<string, string>();
  for (const event of events) {
    const [action = '', object = ''] = event.split('.');
    const known = byObject.get(object);
    byObject.set(object, known === undefined || known === action ? action : '*');
  }
  return byObject;
}

/** A deal that was won or lost, or moved, is worth a name of its own. */
function typeOf({ meta, data, previous }: z.output<typeof told>): string {
  const type = `${meta.action}.${meta.entity}`;
  if (type !== 'change.deal' || !previous) return type;
  if ('status' in previous && (data?.status === 'won' || data?.status === 'lost')) return `${type}.${data.status}`;
  return 'stage_id' in previous ? `${type}.stage` : type;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
