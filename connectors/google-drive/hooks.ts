import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type HookSubscription, isAppCallError, isSame } from '../kit/index.ts';
import { cost } from './drive-call.ts';
import { changesFromNow, changesQuery } from './objects/changes.ts';
import { settings } from './settings.ts';

const channel = z.object({
  id: z.string(),
  resourceId: z.string(),
  expiration: z.union([z.string(), z.number()]).optional(),
});
const place = z.object({ resourceId: z.string(), url: z.string(), secret: z.string(), drive: z.string() });
/** The longest that Google takes for the list of changes. */
const longestMs = 7 * 86_400_000;

type Open = Parameters<NonNullable<ConnectorHooks['subscribe']>>[0];

async function watch({ http }: Open, drive: string, url: string, secret: string): Promise<HookSubscription> {
  const pageToken = await changesFromNow(http, drive);
  const { body } = await http.post('/drive/v3/changes/watch', channel, {
    query: changesQuery(drive, pageToken),
    json: {
      id: crypto.randomUUID(),
      type: 'web_hook',
      address: url,
      token: secret,
      expiration: String(Date.now() + longestMs),
    },
    cost: cost.other,
  });
  const expires = Number(body.expiration ?? Date.now() + longestMs);
  return {
    id: body.id,
    expiresAt: new Date(expires).toISOString(),
    state: { resourceId: body.resourceId, url, secret, drive },
  };
}

async function stop({ http }: Open, { id, state }: HookSubscription): Promise<void> {
  const { resourceId } = place.parse(state);
  try {
    await http.post('/drive/v3/channels/stop', z.unknown(), {
      json: { id, resourceId },
      repeatable: true,
      cost: cost.other,
    });
  } catch (error) {
    // It has ended by itself.
    if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
  }
}

/**
 * https://developers.google.com/workspace/drive/api/guides/push. Google signs nothing; the channel's token, which only the
 * two of us know, comes back with each message. A message says that something has changed, and not what. A channel is not
 * renewed: a new one takes its place, and is open before the old one ends.
 */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: (request, { secret }) => {
    const token = request.headers.get('x-goog-channel-token');
    if (token === null || secret === '') return { ok: false, because: 'missing_header' };
    return isSame(token, secret) ? { ok: true } : { ok: false, because: 'bad_signature' };
  },
  events: ({ headers }) => {
    const state = headers.get('x-goog-resource-state') ?? 'unknown';
    // The first message says only that the channel is open.
    if (state === 'sync') return [];
    const id = `${headers.get('x-goog-channel-id')}-${headers.get('x-goog-message-number')}`;
    return [{ id, type: 'drive.changed', object: 'file', data: { state } }];
  },
  subscribe: (context, { url, secret }) => watch(context, settings.parse(context.settings).drive, url, secret),
  renew: async (context, subscription) => {
    const known = place.safeParse(subscription.state);
    if (!known.success)
      throw new AppCallError('Nobody knows what this channel watches.', { class: 'internal', code: 'no_state' });
    const { drive, url, secret } = known.data;
    const next = await watch(context, drive, url, secret);
    await stop(context, subscription);
    return next;
  },
  unsubscribe: stop,
};
