import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SignedExample } from './test-signed-example.ts';

/** The signatures that apps publish as examples. */
export const vectorFile = '../shared/vectors/webhook-signatures.json';

const vector = z.object({
  vendor: z.string(),
  scheme: z.string(),
  header: z.string(),
  secret: z.string().nullish(),
  publicKey: z.string().optional(),
  method: z.string().default('POST'),
  url: z.string().default('https://hooks.acme.example/api/hooks/h1'),
  id: z.string().optional(),
  timestamp: z.string().optional(),
  body: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
  /** Of Adyen: the values that are signed. */
  signed: z.string().optional(),
  expected: z.string().optional(),
  /** Null: no complete example is published. */
  verified: z.boolean().nullable(),
});
type Vector = z.output<typeof vector>;

export const vectors = existsSync(vectorFile)
  ? z.object({ vectors: z.array(vector) }).parse(JSON.parse(readFileSync(vectorFile, 'utf8'))).vectors
  : [];

export const publishedExamples = (): SignedExample[] =>
  vectors.filter(({ verified }) => verified === true).map(exampleOf);

const hour = 3_600;

function exampleOf(one: Vector): SignedExample {
  const { scheme, expected = '' } = one;
  if (one.signed !== undefined) return insideItem(one);
  if (scheme.startsWith('OAuth callback')) return inQuery(one);
  const headers = headersOf(one);
  const [signatureHeader = ''] = headerNames(one);
  headers.set(signatureHeader, scheme.startsWith('t=') ? `t=${one.timestamp},v1=${expected}` : expected);
  const others = [...headers.keys()].filter((name) => name !== signatureHeader);
  return {
    ...secretsOf(one),
    request: { method: one.method, url: new URL(one.url), headers, body: bodyOf(one) },
    signatureHeader,
    otherHeaders: others,
    ...(one.timestamp !== undefined && { staleAfter: hour }),
    covers: 'bytes',
  };
}

function secretsOf(one: Vector) {
  const secret = one.secret ?? one.publicKey ?? '';
  const { vendor, scheme } = one;
  return { vendor, scheme, secrets: { secret, clientId: 'client-1', clientSecret: secret }, now: timeOf(one) };
}

/** Header names as the file writes them: `X-A-Signature, -Timestamp`, `webhook-signature (space separated list), webhook-id`. */
function headerNames(one: Vector): string[] {
  const [signature = '', ...others] = one.header
    .split(',')
    .map((name) => name.trim().split(' ')[0]?.toLowerCase() ?? '');
  return [signature, ...others.map((name) => (name.startsWith('-') ? signature.replace(/-signature$/, name) : name))];
}

function headersOf(one: Vector): Headers {
  const [signature = ''] = headerNames(one);
  const all = vectors.filter(({ vendor }) => vendor === one.vendor).flatMap(headerNames);
  const [, standard] = /^(webhook|svix)-signature$/.exec(signature) ?? [];
  const more = standard === undefined ? [] : [`${standard}-timestamp`, `${standard}-id`];
  const headers = new Headers();
  for (const name of [...all, ...more]) {
    if (name.includes('timestamp') && one.timestamp !== undefined) headers.set(name, one.timestamp);
    if (name.endsWith('-id') && one.id !== undefined) headers.set(name, one.id);
  }
  return headers;
}

/** An example of RFC 8032 is written in hex; all others are text. */
function bodyOf({ vendor, body, params }: Vector): Buffer {
  if (vendor.includes('primitive')) return Buffer.from(body ?? '', 'hex');
  return Buffer.from(body ?? new URLSearchParams(params).toString());
}

function timeOf({ timestamp }: Vector): Date {
  if (timestamp === undefined) return new Date();
  return new Date(/^\d+$/.test(timestamp) ? Number(timestamp) * (timestamp.length > 11 ? 1 : 1000) : timestamp);
}

/** The values of an item as they are signed, in a notification as Adyen sends it. */
function insideItem(one: Vector): SignedExample {
  const values = (one.signed ?? '').split(':');
  const requestOf = (parts: string[], hmacSignature: string | undefined) => {
    const [pspReference, originalReference, merchantAccountCode, merchantReference, value, currency, ...rest] = parts;
    const [eventCode, success] = rest;
    const NotificationRequestItem = {
      ...{ pspReference, originalReference, merchantAccountCode, merchantReference },
      ...{ amount: { value: Number(value), currency }, eventCode, success, additionalData: { hmacSignature } },
    };
    const body = JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem }] });
    return { method: one.method, url: new URL(one.url), headers: new Headers(), body: Buffer.from(body) };
  };
  const expected = one.expected ?? '';
  const changedAt = (index: number) => values.map((value, at) => (at === index ? `${value}1` : value));
  return {
    ...secretsOf(one),
    request: requestOf(values, expected),
    otherHeaders: [],
    covers: 'values',
    changes: [
      ...values.map(
        (value, index) => [`${value || 'nothing'} changed`, requestOf(changedAt(index), expected)] as const,
      ),
      ['a letter of the signature changed', requestOf(values, changedLetter(expected))] as const,
      ['no signature', requestOf(values, undefined)] as const,
      ['cut off', { ...requestOf(values, expected), body: Buffer.from('{"notificationItems":') }] as const,
    ].map(([what, request]) => [what, request]),
  };
}

/** A callback's query, signed but for its `hmac`. */
function inQuery(one: Vector): SignedExample {
  const expected = one.expected ?? '';
  const requestOf = (query: string) => ({
    method: 'GET',
    url: new URL(`https://hooks.acme.example/callback?${query}`),
    headers: new Headers(),
    body: Buffer.alloc(0),
  });
  const pairs = (one.body ?? '').split('&');
  const query = (changed: string[], hmac = expected) => requestOf([...changed, `hmac=${hmac}`].join('&'));
  return {
    ...secretsOf(one),
    request: query(pairs),
    otherHeaders: [],
    covers: 'values',
    changes: [
      ...pairs.map(
        (pair, index) =>
          [
            `${pair.split('=')[0]} changed`,
            query(pairs.map((other, at) => (at === index ? `${other}1` : other))),
          ] as const,
      ),
      ['a letter of the signature changed', query(pairs, changedLetter(expected))] as const,
      ['a parameter added', query([...pairs, 'extra=1'])] as const,
      ['a parameter left out', query(pairs.slice(1))] as const,
      ['no signature', requestOf(pairs.join('&'))] as const,
      ['signed twice', query([...pairs, `hmac=${expected}`])] as const,
    ].map(([what, request]) => [what, request]),
  };
}

const changedLetter = (text: string): string => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);
