import { z } from 'zod';
import {
  AppCallError,
  type ConnectorHooks,
  type HookRequest,
  hmacOf,
  isAppCallError,
  isRecent,
  isSame,
} from '../kit/index.ts';
import { settings } from './settings.ts';

const told = z.looseObject({
  type: z.literal('webhook_event'),
  id: z.string().optional(),
  trigger: z.string(),
  created_at: z.string().optional(),
  webhook: z.looseObject({ id: z.string() }).optional(),
  created_by: z.looseObject({ id: z.string().optional() }).nullish(),
  source: z.looseObject({ id: z.string().optional(), type: z.string().optional() }).nullish(),
});
const made = z.looseObject({ id: z.string() });
const synced = new Set(['file', 'folder', 'collaboration']);

/**
 * https://developer.box.com/guides/webhooks/v2/signatures-v2: over the very bytes (names are escaped in them) and the time of
 * delivery, by each of the app's two keys. One right signature is enough, so that a key can be changed while hooks come in.
 */
const verify: Exclude<ConnectorHooks['verify'], 'none'> = ({ headers, body }, { secret }, now) => {
  const timestamp = headers.get('box-delivery-timestamp');
  const signatures = ['primary', 'secondary'].flatMap((name) => headers.get(`box-signature-${name}`) ?? []);
  const keys = secret.split(/[\s,]+/).filter((key) => key !== '');
  if (!timestamp || signatures.length === 0 || keys.length === 0) return { ok: false, because: 'missing_header' };
  const signed = Buffer.concat([body, Buffer.from(timestamp)]);
  const right = keys.map((key) => hmacOf('sha256', key, signed).toString('base64'));
  // Every one is compared, so that the time taken tells nothing.
  const matches = right.flatMap((one) => signatures.map((signature) => isSame(signature, one)));
  if (!matches.includes(true)) return { ok: false, because: 'bad_signature' };
  return isRecent(timestamp, { unit: 'iso', tolerance: 600 }, now) ? { ok: true } : { ok: false, because: 'too_old' };
};

export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify,
  events: (request) => {
    const said = read(request);
    const { id = '', trigger, created_at, source, webhook } = said;
    const kind = source?.type;
    return [
      {
        id,
        type: trigger,
        at: created_at,
        ...(kind !== undefined && source?.id !== undefined && synced.has(kind) && { object: kind, key: source.id }),
        data: z
          .json()
          .parse({ id, trigger, at: created_at ?? null, webhook: webhook?.id ?? null, source: source ?? null }),
      },
    ];
  },
  subscribe: async (context, { url, events }) => {
    const { folder } = settings.parse(context.settings);
    if (folder === '' || folder === '0')
      throw new AppCallError(
        'Box tells of events below a folder, and not of everything. Choose a folder in the settings.',
        {
          class: 'invalid',
          code: 'no_folder',
          field: 'folder',
        },
      );
    const target = { id: folder, type: 'folder' };
    const { body } = await context.http.post('/webhooks', made, { json: { target, address: url, triggers: events } });
    return { id: body.id };
  },
  unsubscribe: async ({ http }, { id }) => {
    try {
      await http.delete(`/webhooks/${encodeURIComponent(id)}`, z.unknown(), { repeatable: true });
    } catch (error) {
      // With its folder it has gone by itself.
      if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
    }
  },
};

function read({ body }: HookRequest): z.output<typeof told> {
  try {
    return told.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    const sentence = 'Box sent a hook that is no event.';
    throw new AppCallError(sentence, { class: 'protocol', code: 'unreadable_hook', cause });
  }
}
