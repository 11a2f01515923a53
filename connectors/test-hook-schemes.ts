import { createPublicKey, verify as isSigned } from 'node:crypto';
import { z } from 'zod';
import { accessOf } from '#server/runtime/access.ts';
import { signedCallbackProblem } from '#server/runtime/oauth2/callback-names.ts';
import { Secret } from '#server/secrets.ts';
import { isRecent } from './kit/hmac-signature.ts';
import {
  type ConnectorHooks,
  hashOf,
  hmacOf,
  hmacSignature,
  isSame,
  publicKeySignature,
  standardWebhooks,
} from './kit/index.ts';
import type { LoadedConnector } from './registry.ts';

export type Verify = Exclude<ConnectorHooks['verify'], 'none'>;

const plainHash = (signed: (request: Parameters<Verify>[0]) => (string | Uint8Array)[]): Verify => {
  return (request, { secret }) => {
    const given = request.headers.get('x-hubspot-signature');
    if (given === null) return { ok: false, because: 'missing_header' };
    const right = hashOf('sha256', Buffer.concat([secret, ...signed(request)].map((part) => Buffer.from(part))));
    return isSame(given, right.toString('hex')) ? { ok: true } : { ok: false, because: 'bad_signature' };
  };
};

const item = z.object({
  pspReference: z.string(),
  originalReference: z.string(),
  merchantAccountCode: z.string(),
  merchantReference: z.string(),
  amount: z.object({ value: z.int(), currency: z.string() }),
  eventCode: z.string(),
  success: z.string(),
  additionalData: z.object({ hmacSignature: z.string() }),
});
const notification = z.object({ notificationItems: z.array(z.object({ NotificationRequestItem: item })).min(1) });

/** The signature stands inside each item, over some of its values; the key is written in hex. */
const adyen: Verify = ({ body }, { secret }) => {
  const parsed = notification.safeParse(parse(body));
  if (!parsed.success) return { ok: false, because: 'unreadable' };
  const key = Buffer.from(secret, 'hex');
  const matches = parsed.data.notificationItems.map(({ NotificationRequestItem: one }) => {
    const { pspReference, originalReference, merchantAccountCode, merchantReference, amount, additionalData } = one;
    const named = [pspReference, originalReference, merchantAccountCode, merchantReference];
    const text = [...named, amount.value, amount.currency, one.eventCode, one.success].join(':');
    return isSame(additionalData.hmacSignature, hmacOf('sha256', key, text).toString('base64'));
  });
  return matches.includes(false) ? { ok: false, because: 'bad_signature' } : { ok: true };
};

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

const plaidClaims = z.object({ iat: z.number(), request_body_sha256: z.string() });

/** A token (ES256) with the body's hash in it. The key comes from Plaid's API, by the token's `kid`; here it is given. */
const plaid: Verify = ({ headers, body }, { certificate }, now) => {
  const token = headers.get('plaid-verification');
  if (token === null || certificate === undefined) return { ok: false, because: 'missing_header' };
  const [head = '', claims = '', signature = ''] = token.split('.');
  const decoded = (part: string) => parse(Buffer.from(part, 'base64url'));
  const key = { key: createPublicKey(certificate), dsaEncoding: 'ieee-p1363' as const };
  const isOfKey = isSigned('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'));
  const { data: said } = plaidClaims.safeParse(decoded(claims));
  const isEs256 = z.object({ alg: z.literal('ES256') }).safeParse(decoded(head)).success;
  if (!isOfKey || !isEs256 || !isSame(said?.request_body_sha256 ?? '', hashOf('sha256', body).toString('hex')))
    return { ok: false, because: 'bad_signature' };
  return isRecent(String(said?.iat), { unit: 's' }, now) ? { ok: true } : { ok: false, because: 'too_old' };
};

/** How the kit checks what apps sign for which there is no connector, or that theirs has no use for: earlier versions, other messages. */
export const hookSchemes: { vendor: string; scheme?: RegExp; verify: Verify }[] = [
  { vendor: 'standard-webhooks', verify: standardWebhooks() },
  { vendor: 'svix', verify: standardWebhooks({ prefix: 'svix' }) },
  { vendor: 'adyen', verify: adyen },
  { vendor: 'hubspot', scheme: /^v1/, verify: plainHash(({ body }) => [body]) },
  { vendor: 'hubspot', scheme: /^v2/, verify: plainHash(({ method, url, body }) => [method, url.href, body]) },
  {
    vendor: 'discord (primitive)',
    verify: publicKeySignature({ algorithm: 'ed25519', header: 'x-signature-ed25519', encoding: 'hex' }),
  },
  { vendor: 'greenhouse', verify: hmacSignature({ header: 'signature', prefix: 'sha256 ', encoding: 'hex' }) },
  { vendor: 'plaid', verify: plaid },
];

/** The callback of a sign-in, which an app signs like a hook: checked by the engine, as the connector's `signedCallback` says. */
export function callbackScheme(connector: LoadedConnector): Verify {
  const access = accessOf({ connector, accountType: null, client: undefined, learnt: {} });
  const ways = [
    access.auth,
    ...Object.values(connector.connector.accountTypes ?? {}).flatMap(({ auth }) => auth ?? []),
  ];
  const auth = ways.find((way) => way.kind === 'oauth2' && way.signedCallback !== undefined);
  if (auth === undefined) throw new Error(`${connector.slug} signs no callback.`);
  return ({ url }, { secret }) => {
    const client = { clientId: 'client-1', clientSecret: new Secret(secret), scopes: [], parameters: {} };
    return signedCallbackProblem({ ...access, auth, client }, url.searchParams) === undefined
      ? { ok: true }
      : { ok: false, because: 'bad_signature' };
  };
}
