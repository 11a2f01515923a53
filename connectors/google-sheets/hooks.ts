import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type HookSubscription, isSame } from '../kit/index.ts';
import { drive } from './drive.ts';
import { settings } from './settings.ts';

const channel = z.object({
  id: z.string(),
  resourceId: z.string(),
  expiration: z.union([z.string(), z.number()]).optional(),
});
const place = z.object({ resourceId: z.string(), url: z.string(), secret: z.string(), spreadsheet: z.string() });
const longestMs = 86_400_000;

type Open = Parameters<NonNullable<ConnectorHooks['subscribe']>>[0];

async function watch({ http }: Open, file: string, url: string, secret: string): Promise<HookSubscription> {
  const { body } = await http.post(`${drive}/files/${encodeURIComponent(file)}/watch`, channel, {
    query: { supportsAllDrives: true },
    json: {
      id: crypto.randomUUID(),
      type: 'web_hook',
      address: url,
      token: secret,
      expiration: String(Date.now() + longestMs),
    },
  });
  const expires = Number(body.expiration ?? Date.now() + longestMs);
  return {
    id: body.id,
    expiresAt: new Date(expires).toISOString(),
    state: { resourceId: body.resourceId, url, secret, spreadsheet: file },
  };
}

async function stop({ http }: Open, { id, state }: HookSubscription): Promise<void> {
  const { resourceId } = place.parse(state);
  await http.post(`${drive}/channels/stop`, z.unknown(), { json: { id, resourceId }, repeatable: true });
}

/**
 * https://developers.google.com/workspace/drive/api/guides/push. Google signs nothing; the channel's token, which only the two
 * of us know, comes back with each message. A channel lives for a day at most and is not renewed: a new one takes its place.
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
    const uri = headers.get('x-goog-resource-uri') ?? '';
    const key = /\/files\/([\w-]+)/.exec(uri)?.[1];
    return [
      {
        id,
        type: `spreadsheet.${state}`,
        ...(key && { object: 'spreadsheet', key }),
        data: { state, spreadsheet: key ?? null },
      },
    ];
  },
  subscribe: (context, { url, secret }) => watch(context, settings.parse(context.settings).spreadsheet, url, secret),
  renew: async (context, subscription) => {
    const known = place.safeParse(subscription.state);
    if (!known.success)
      throw new AppCallError('Nobody knows what this channel watches.', { class: 'internal', code: 'no_state' });
    const { spreadsheet, url, secret } = known.data;
    const next = await watch(context, spreadsheet, url, secret);
    await stop(context, subscription);
    return next;
  },
  unsubscribe: stop,
};
