import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type HookSubscription, isAppCallError, isSame } from '../kit/index.ts';

const subscription = z.looseObject({ id: z.string(), expirationDateTime: z.string().nullish() });
const stateOf = z.object({
  url: z.string(),
  secret: z.string(),
  opened: z.array(z.object({ id: z.string(), resource: z.string(), changeType: z.string() })),
});
type State = z.output<typeof stateOf>;

export const notice = z.looseObject({
  id: z.string().nullish(),
  subscriptionId: z.string().optional(),
  clientState: z.string().nullish(),
  changeType: z.string().optional(),
  lifecycleEvent: z.string().optional(),
  resource: z.string().nullish(),
  resourceData: z.looseObject({ id: z.string().optional(), '@odata.etag': z.string().optional() }).nullish(),
});
export type Notice = z.output<typeof notice>;
const notices = z.object({ value: z.array(notice).min(1) });

type Context = Parameters<NonNullable<ConnectorHooks['subscribe']>>[0];
export interface Watched {
  resource: string;
  changeType: string;
}

const bodyOf = (body: Uint8Array): Notice[] => {
  try {
    return notices.safeParse(JSON.parse(Buffer.from(body).toString())).data?.value ?? [];
  } catch {
    return [];
  }
};
const pathOf = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
const earliest = (times: string[]): string => [...times].sort()[0] ?? new Date().toISOString();

/**
 * https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks. Nothing is signed: each notice carries the
 * `clientState` that only the two of us know. Each resource has a subscription of its own; together they are one of ours.
 */
export function graphHooks(given: {
  lifeMs: number;
  watched: (context: Context, events: string[]) => Watched[];
  event: (notice: Notice) => { type: string; object?: string; key?: string };
}): ConnectorHooks {
  const until = () => new Date(Date.now() + given.lifeMs).toISOString();
  const open = async ({ http }: Context, { resource, changeType }: Watched, { url, secret }: State) => {
    const { body } = await http.post('/subscriptions', subscription, {
      json: {
        changeType,
        resource,
        notificationUrl: url,
        lifecycleNotificationUrl: url,
        clientState: secret,
        expirationDateTime: until(),
      },
    });
    return { id: body.id, resource, changeType, expiresAt: body.expirationDateTime ?? until() };
  };
  const whole = (state: State, made: Awaited<ReturnType<typeof open>>[]): HookSubscription => ({
    id: made[0]?.id ?? '',
    expiresAt: earliest(made.map(({ expiresAt }) => expiresAt)),
    state: { ...state, opened: made.map(({ id, resource, changeType }) => ({ id, resource, changeType })) },
  });
  const close = async ({ http }: Context, id: string) => {
    try {
      await http.delete(pathOf(id), z.unknown(), { repeatable: true });
    } catch (error) {
      // It has ended by itself.
      if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
    }
  };
  return {
    secretFrom: 'subscription',
    verify: ({ body }, { secret }) => {
      const told = bodyOf(body);
      if (told.length === 0) return { ok: false, because: 'unreadable' };
      if (secret === '' || told.some(({ clientState }) => !clientState))
        return { ok: false, because: 'missing_header' };
      // One right among wrong ones does not vouch for the others.
      const isRight = told.map(({ clientState }) => isSame(clientState ?? '', secret)).every(Boolean);
      return isRight ? { ok: true } : { ok: false, because: 'bad_signature' };
    },
    challenge: ({ url }) => {
      const token = url.searchParams.get('validationToken');
      if (token === null) return undefined;
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: token };
    },
    answer: { status: 202, body: '' },
    events: ({ body }) =>
      bodyOf(body).map((one) => {
        const { lifecycleEvent, changeType = 'updated', subscriptionId = '', resource, resourceData } = one;
        const key = resourceData?.id;
        const version = resourceData?.['@odata.etag'];
        const data = { changeType, resource: resource ?? null, id: key ?? null };
        // `missed` and `subscriptionRemoved`: something was not told. `reauthorizationRequired`: a renewal does it.
        if (lifecycleEvent !== undefined)
          return { id: one.id ?? '', type: `subscription.${lifecycleEvent}`, data: { subscriptionId, lifecycleEvent } };
        const id = one.id ?? (key && version ? `${subscriptionId}/${key}/${changeType}/${version}` : '');
        return { id, ...given.event(one), data };
      }),
    subscribe: async (context, { url, secret, events }) => {
      const state: State = { url, secret, opened: [] };
      const made: Awaited<ReturnType<typeof open>>[] = [];
      try {
        for (const one of given.watched(context, events)) made.push(await open(context, one, state));
      } catch (error) {
        // All or none: what is half open would tell for days, and nobody would end it.
        for (const { id } of made) await close(context, id).catch(() => undefined);
        throw error;
      }
      return whole(state, made);
    },
    renew: async (context, { state: kept }) => {
      const state = stateOf.safeParse(kept).data;
      if (state === undefined)
        throw new AppCallError('Nobody knows what this subscription watches.', { class: 'internal', code: 'no_state' });
      const made: Awaited<ReturnType<typeof open>>[] = [];
      for (const one of state.opened) {
        try {
          const json = { expirationDateTime: until() };
          const { body } = await context.http.patch(pathOf(one.id), subscription, { json, repeatable: true });
          made.push({ ...one, expiresAt: body.expirationDateTime ?? json.expirationDateTime });
        } catch (error) {
          if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
          made.push(await open(context, one, state));
        }
      }
      return whole(state, made);
    },
    unsubscribe: async (context, { id, state }) => {
      const opened = stateOf.safeParse(state).data?.opened ?? [{ id }];
      for (const one of opened) await close(context, one.id);
    },
  };
}
