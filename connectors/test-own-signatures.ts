import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { SignedExample } from './test-signed-example.ts';

/*
 * Apps that say how they sign and publish no complete example. These are made here, apart from the kit's code, as each app's
 * documentation says: they show that we read the scheme as it is written, not that the app does as it writes.
 */

const at = new Date('2026-11-21T10:00:00.000Z');
const seconds = String(at.getTime() / 1000);
const iso = at.toISOString();
const secret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
const url = 'https://hooks.acme.example/api/hooks/h1';
const text = `{"type":"Issue",  "action":"update","data":{"title":"Zo\\u00eb & Ø"},"webhookTimestamp":${at.getTime()}}`;

type Digest = 'hex' | 'base64';
const hmac = (signed: string, encoding: Digest, algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(signed).digest(encoding);

interface Own {
  headers: Record<string, string>;
  /** The one that signs; the first unless told. */
  signature?: string;
  staleAfter?: number;
  covers?: SignedExample['covers'];
  secrets?: Partial<SignedExample['secrets']>;
}

const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hour = 3_600;

/** A JSON Web Token (ES256) that holds the hash of the body. */
function es256(): string {
  const claims = { iat: Number(seconds), request_body_sha256: createHash('sha256').update(text).digest('hex') };
  const parts = [{ alg: 'ES256', kid: 'k1', typ: 'JWT' }, claims].map((part) => JSON.stringify(part));
  const signed = parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
  const key = { key: p256.privateKey, dsaEncoding: 'ieee-p1363' as const };
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

/** In the words of `vectors`: vendor → what is sent. */
const own: Record<string, Own> = {
  zoom: {
    headers: { 'x-zm-signature': `v0=${hmac(`v0:${seconds}:${text}`, 'hex')}`, 'x-zm-request-timestamp': seconds },
    staleAfter: hour,
  },
  shopify: { headers: { 'x-shopify-hmac-sha256': hmac(text, 'base64') } },
  linear: { headers: { 'linear-signature': hmac(text, 'hex') }, staleAfter: 60 },
  zendesk: {
    headers: {
      'x-zendesk-webhook-signature': hmac(iso + text, 'base64'),
      'x-zendesk-webhook-signature-timestamp': iso,
    },
    staleAfter: hour,
  },
  intercom: { headers: { 'x-hub-signature': `sha1=${hmac(text, 'hex', 'sha1')}` } },
  xero: { headers: { 'x-xero-signature': hmac(text, 'base64') } },
  asana: { headers: { 'x-hook-signature': hmac(text, 'hex') } },
  trello: { headers: { 'x-trello-webhook': hmac(text + url, 'base64', 'sha1') } },
  typeform: { headers: { 'typeform-signature': `sha256=${hmac(text, 'base64')}` } },
  calendly: {
    headers: { 'calendly-webhook-signature': `t=${seconds},v1=${hmac(`${seconds}.${text}`, 'hex')}` },
    staleAfter: hour,
  },
  docusign: { headers: { 'x-docusign-signature-1': hmac(text, 'base64') } },
  greenhouse: { headers: { signature: `sha256 ${hmac(text, 'hex')}` } },
  gitlab: { headers: { 'x-gitlab-token': secret }, covers: 'nothing' },
  discord: {
    headers: {
      'x-signature-ed25519': sign(null, Buffer.from(seconds + text), ed25519.privateKey).toString('hex'),
      'x-signature-timestamp': seconds,
    },
    secrets: { secret: ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex') },
    staleAfter: hour,
  },
  paypal: {
    headers: {
      'paypal-transmission-sig': sign('sha256', Buffer.from(`t1|${iso}|WH-1|${crc32(text)}`), rsa.privateKey).toString(
        'base64',
      ),
      'paypal-transmission-id': 't1',
      'paypal-transmission-time': iso,
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-1',
    },
    secrets: {
      secret: 'WH-1',
      certificate: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    // PayPal goes on delivering for three days.
    staleAfter: 4 * 86_400,
  },
  plaid: {
    headers: { 'plaid-verification': es256() },
    secrets: { certificate: p256.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    staleAfter: hour,
  },
};

export const ownExamples = (): SignedExample[] =>
  Object.entries(own).map(([vendor, { headers, signature, staleAfter, covers = 'bytes', secrets }]) => {
    const names = Object.keys(headers);
    const signatureHeader = signature ?? names[0] ?? '';
    return {
      vendor,
      scheme: 'signed by us',
      request: { method: 'POST', url: new URL(url), headers: new Headers(headers), body: Buffer.from(text) },
      secrets: { secret, clientId: 'client-1', clientSecret: secret, ...secrets },
      now: at,
      signatureHeader,
      otherHeaders: names.filter((name) => name !== signatureHeader),
      ...(staleAfter !== undefined && { staleAfter }),
      covers,
    };
  });
