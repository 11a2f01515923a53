import { z } from 'zod';
import { AppCallError, type ConnectorHooks, orNull, publicKeySignature } from '../kit/index.ts';
import { crc32 } from './crc32.ts';

const event = z.looseObject({
  id: z.string().min(1),
  event_type: z.string(),
  create_time: z.string().optional(),
  resource: z.looseObject({}).nullish(),
});
const id = z.string().min(1).optional().catch(undefined);
const resource = z.looseObject({ id, dispute_id: id, invoice: z.looseObject({ id }).optional().catch(undefined) });
const made = z.object({ id: z.string() });

/** PayPal delivers a hook that was not taken up to 25 times within three days. */
const tolerance = 3 * 86_400 + 3_600;

const signatureFor = (webhook: string) =>
  publicKeySignature({
    algorithm: 'rsa-sha256',
    header: 'paypal-transmission-sig',
    encoding: 'base64',
    key: ({ certificate }) => certificate,
    timestamp: { header: 'paypal-transmission-time', unit: 'iso', tolerance },
    signed: ({ headers, body }, time) => [`${headers.get('paypal-transmission-id')}|${time}|${webhook}|${crc32(body)}`],
  });

/** https://developer.paypal.com/api/rest/webhooks/rest/ */
export const hooks: ConnectorHooks = {
  // The webhook's ID, without which nobody can tell for whom a hook was signed.
  secretFrom: 'subscription',
  certificateUrl: ({ headers }) => certificateOf(headers.get('paypal-cert-url')),
  verify: (request, secrets, now) => {
    const { headers } = request;
    const isWhole = ['paypal-transmission-id', 'paypal-cert-url', 'paypal-auth-algo'].every((name) =>
      headers.get(name),
    );
    if (!isWhole || !secrets.secret) return { ok: false, because: 'missing_header' };
    // The algorithm is ours to say, and the certificate's address must be PayPal's whoever has fetched it.
    if (headers.get('paypal-auth-algo') !== 'SHA256withRSA' || !certificateOf(headers.get('paypal-cert-url')))
      return { ok: false, because: 'unreadable' };
    return signatureFor(secrets.secret)(request, secrets, now);
  },
  events: ({ body }) => {
    const parsed = event.safeParse(parse(body)).data;
    if (parsed === undefined)
      throw new AppCallError('PayPal sent a hook that is no event.', { class: 'protocol', code: 'unreadable_hook' });
    return [
      {
        id: parsed.id,
        type: parsed.event_type,
        ...rowOf(parsed.event_type, parsed.resource),
        ...(parsed.create_time !== undefined && { at: parsed.create_time }),
        data: z.json().parse(parsed),
      },
    ];
  },
  subscribe: async ({ http }, { url, events }) => {
    const json = { url, event_types: [...new Set(events)].map((name) => ({ name })) };
    const { id: webhook } = (await http.post('/v1/notifications/webhooks', made, { json })).body;
    return { id: webhook, secret: webhook };
  },
  unsubscribe: async ({ http }, subscription) => {
    const path = `/v1/notifications/webhooks/${encodeURIComponent(subscription.id)}`;
    await orNull(() => http.delete(path, z.unknown()));
  },
};

/** Whoever sends a hook also sends this address: it counts only below PayPal's own domain. */
function certificateOf(address: string | null): URL | undefined {
  const url = URL.parse(address ?? '');
  const isPayPal =
    url !== null &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    url.hostname.endsWith('.paypal.com') &&
    url.pathname.startsWith('/v1/notifications/certs/');
  return isPayPal ? url : undefined;
}

const objects: [string, string][] = [
  ['INVOICING.INVOICE.', 'invoice'],
  ['BILLING.SUBSCRIPTION.', 'subscription'],
  ['BILLING.PLAN.', 'plan'],
  ['CATALOG.PRODUCT.', 'product'],
  ['CUSTOMER.DISPUTE.', 'dispute'],
];

function rowOf(type: string, given: unknown): { object?: string; key?: string } {
  const object = objects.find(([prefix]) => type.startsWith(prefix))?.[1];
  const parsed = resource.safeParse(given).data;
  const key = parsed?.dispute_id ?? parsed?.invoice?.id ?? parsed?.id;
  return object !== undefined && key !== undefined ? { object, key } : {};
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
