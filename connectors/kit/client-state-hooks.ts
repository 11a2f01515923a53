import { z } from 'zod';
import { AppCallError, isAppCallError } from './app-call-error.ts';
import { isSame } from './hmac-signature.ts';
import type { ConnectorHooks, HookEvent, HookSubscription } from './hooks.ts';

const subscription = z.looseObject({ id: z.string(), expirationDateTime: z.string().nullish() });
const stateOf = z.object({
  url: z.string(),
  secret: z.string(),
  opened: z.array(z.object({ id: z.string(), resource: z.string(), changeType: z.string() })),
});
type State = z.output<typeof stateOf>;
interface Opened extends Watched {
  id: string;
  expiresAt: string;
}

const notice = z.looseObject({
  id: z.string().nullish(),
  subscriptionId: z.string().optional(),
  clientState: z.string().nullish(),
  changeType: z.string().optional(),
  lifecycleEvent: z.string().optional(),
  resource: z.string().nullish(),
  resourceData: z.looseObject({ id: z.string().optional(), '@odata.etag': z.string().optional() }).nullish(),
});
const notices = z.object({ value: z.array(notice).min(1) });

/** One thing of which the app tells. */
export type ChangeNotice = z.output<typeof notice>;

/** One thing that is watched, and which of its changes. */
export interface Watched {
  resource: string;
  changeType: string;
}

type Context = Parameters<NonNullable<ConnectorHooks['subscribe']>>[0];

function noticesIn(body: Uint8Array): ChangeNotice[] {
  try {
    return notices.safeParse(JSON.parse(Buffer.from(body).toString())).data?.value ?? [];
  } catch {
    return [];
  }
}

const pathOf = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;

function whole(state: State, made: Opened[]): HookSubscription {
  const [first] = made;
  const [expiresAt] = made.map((one) => one.expiresAt).sort();
  if (first === undefined || expiresAt === undefined)
    throw new AppCallError('The app tells of none of these events.', { class: 'invalid', code: 'nothing_watched' });
  const opened = made.map(({ id, resource, changeType }) => ({ id, resource, changeType }));
  return { id: first.id, expiresAt, state: { ...state, opened } };
}

async function close({ http }: Context, id: string): Promise<void> {
  try {
    await http.delete(pathOf(id), z.unknown(), { repeatable: true });
  } catch (error) {
    // It has ended by itself.
    if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
  }
}

/** All or none: what is half open would tell for days, and nobody would end it. */
async function orClose<T>(context: Context, fresh: string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const id of fresh) await close(context, id).catch(() => undefined);
    throw error;
  }
}

/** Nothing of a notice without id and version says which one it is. Taken for new, it is looked at twice at worst; taken for known, a change would be lost. */
function idOf({ id, subscriptionId = '', changeType, resourceData }: ChangeNotice): string {
  const version = resourceData?.['@odata.etag'];
  if (id) return id;
  return version ? `${subscriptionId}/${resourceData?.id}/${changeType}/${version}` : crypto.randomUUID();
}

/**
 * Hooks of an app with subscriptions at `/subscriptions` whose notices carry a `clientState`, as Microsoft's have:
 * https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks. Nothing is signed: only the two of us
 * know the `clientState`. Each resource has a subscription of its own; together they are one of ours.
 */
export function clientStateHooks(given: {
  /** How long a subscription may last. */
  lifeMs: number;
  watched: (context: Context, events: string[]) => Watched[];
  events: (notice: ChangeNotice) => Pick<HookEvent, 'type' | 'object' | 'key'>[];
}): ConnectorHooks {
  const until = () => new Date(Date.now() + given.lifeMs).toISOString();

  async function open({ http }: Context, { resource, changeType }: Watched, { url, secret }: State): Promise<Opened> {
    const expirationDateTime = until();
    const { body } = await http.post('/subscriptions', subscription, {
      json: {
        changeType,
        resource,
        notificationUrl: url,
        lifecycleNotificationUrl: url,
        clientState: secret,
        expirationDateTime,
      },
    });
    return { id: body.id, resource, changeType, expiresAt: body.expirationDateTime ?? expirationDateTime };
  }

  async function prolong({ http }: Context, { id, resource, changeType }: Watched & { id: string }): Promise<Opened> {
    const json = { expirationDateTime: until() };
    const { body } = await http.patch(pathOf(id), subscription, { json, repeatable: true });
    return { id, resource, changeType, expiresAt: body.expirationDateTime ?? json.expirationDateTime };
  }

  return {
    secretFrom: 'subscription',
    verify: ({ body }, { secret }) => {
      const told = noticesIn(body);
      if (told.length === 0) return { ok: false, because: 'unreadable' };
      if (secret === '' || told.some(({ clientState }) => !clientState))
        return { ok: false, because: 'missing_header' };
      // One right among wrong ones does not vouch for the others; each is compared, whatever came before.
      const isRight = told.map(({ clientState }) => isSame(clientState ?? '', secret)).every(Boolean);
      return isRight ? { ok: true } : { ok: false, because: 'bad_signature' };
    },
    challenge: ({ url }) => {
      const token = url.searchParams.get('validationToken');
      if (token === null) return undefined;
      // As plain text alone: whoever knows the address chooses the token.
      const headers = { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' };
      return { status: 200, headers, body: token };
    },
    answer: { status: 202, body: '' },
    events: ({ body }) =>
      noticesIn(body).flatMap((one): HookEvent[] => {
        const { lifecycleEvent, changeType = 'updated', subscriptionId = '', resource, resourceData } = one;
        const id = idOf(one);
        // `missed` and `subscriptionRemoved`: something was not told. `reauthorizationRequired`: a renewal does it.
        if (lifecycleEvent !== undefined)
          return [{ id, type: `subscription.${lifecycleEvent}`, data: { subscriptionId, lifecycleEvent } }];
        const data = { changeType, resource: resource ?? null, id: resourceData?.id ?? null };
        return given.events(one).map((event, index) => ({ id: index === 0 ? id : `${id}/${index}`, ...event, data }));
      }),
    subscribe: async (context, { url, secret, events }) => {
      const state: State = { url, secret, opened: [] };
      const made: Opened[] = [];
      const fresh: string[] = [];
      return orClose(context, fresh, async () => {
        for (const one of given.watched(context, events)) {
          const opened = await open(context, one, state);
          fresh.push(opened.id);
          made.push(opened);
        }
        return whole(state, made);
      });
    },
    renew: async (context, { state: kept }) => {
      const state = stateOf.safeParse(kept).data;
      if (state === undefined)
        throw new AppCallError('Nobody knows what this subscription watches.', { class: 'internal', code: 'no_state' });
      const made: Opened[] = [];
      const fresh: string[] = [];
      return orClose(context, fresh, async () => {
        for (const one of state.opened) {
          try {
            made.push(await prolong(context, one));
          } catch (error) {
            if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
            const opened = await open(context, one, state);
            fresh.push(opened.id);
            made.push(opened);
          }
        }
        return whole(state, made);
      });
    },
    unsubscribe: async (context, { id, state }) => {
      const opened = stateOf.safeParse(state).data?.opened ?? [{ id }];
      for (const one of opened) await close(context, one.id);
    },
  };
}
