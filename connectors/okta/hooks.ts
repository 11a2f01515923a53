import { z } from 'zod';
import { AppCallError, type ConnectorHooks, isAppCallError, isSame } from '../kit/index.ts';

const target = z.looseObject({ id: z.string().nullish(), type: z.string() });
const event = z.looseObject({
  uuid: z.string().min(1),
  eventType: z.string().min(1),
  published: z.string().optional(),
  outcome: z.looseObject({ result: z.string().optional() }).nullish(),
  target: z.array(target).nullish(),
});
const delivery = z.object({ data: z.object({ events: z.array(event) }) });
const made = z.object({ id: z.string().min(1) });

const pathOf = (id: string): string => `/api/v1/eventHooks/${encodeURIComponent(id)}`;
const challengeHeader = 'x-okta-verification-challenge';

/** Which of its targets an event is about: that of its own name first (`group.…`), else the person. */
const objectByTarget: Record<string, string> = { User: 'user', UserGroup: 'group', AppInstance: 'app' };
const targetByEvent: Record<string, string> = { group: 'UserGroup', application: 'AppInstance' };

function subjectOf({ eventType, target: targets }: z.output<typeof event>) {
  const wanted = targetByEvent[eventType.split('.')[0] ?? ''] ?? 'User';
  const found = targets?.find(({ type }) => type === wanted);
  const object = objectByTarget[wanted];
  return found?.id && object ? { object, key: found.id } : {};
}

/** https://developer.okta.com/docs/concepts/event-hooks/ : Okta signs nothing, and shows the secret that we gave it. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: ({ headers }, { secret }) => {
    const given = headers.get('authorization');
    if (!given || !secret) return { ok: false, because: 'missing_header' };
    return isSame(given, secret) ? { ok: true } : { ok: false, because: 'bad_signature' };
  },
  events: ({ body }) => {
    const parsed = delivery.safeParse(parse(body));
    if (!parsed.success)
      throw new AppCallError('Okta sent a hook that holds no events.', { class: 'protocol', code: 'unreadable_hook' });
    // What was tried in vain is an event too.
    const happened = parsed.data.data.events.filter(({ outcome }) => outcome?.result !== 'FAILURE');
    return happened.map((one) => ({
      id: one.uuid,
      type: one.eventType,
      ...subjectOf(one),
      ...(one.published !== undefined && { at: one.published }),
      data: z.json().parse(one),
    }));
  },
  // Once, while the hook is made: the value comes back as it came.
  challenge: ({ method, headers }) => {
    const verification = headers.get(challengeHeader);
    if (method !== 'GET' || verification === null) return undefined;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ verification }),
    };
  },
  subscribe: async ({ http }, { url, secret, events }) => {
    const authScheme = { type: 'HEADER', key: 'authorization', value: secret };
    const json = {
      name: `Portico ${new URL(url).host} ${Date.now()}`,
      events: { type: 'EVENT_TYPE', items: events },
      channel: { type: 'HTTP', version: '1.0.0', config: { uri: url, headers: [], authScheme } },
    };
    const { id } = (await http.post('/api/v1/eventHooks', made, { json })).body;
    try {
      // Now Okta asks the address for its answer; nothing is sent there before.
      await http.post(`${pathOf(id)}/lifecycle/verify`, z.unknown(), { repeatable: true });
    } catch (error) {
      await remove(http, id);
      throw error;
    }
    return { id };
  },
  unsubscribe: ({ http }, { id }) => remove(http, id),
};

type Http = Parameters<NonNullable<ConnectorHooks['subscribe']>>[0]['http'];

/** A hook is deactivated before it can be deleted. */
async function remove(http: Http, id: string): Promise<void> {
  try {
    await http.post(`${pathOf(id)}/lifecycle/deactivate`, z.unknown(), { repeatable: true });
    await http.delete(pathOf(id), z.unknown());
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
