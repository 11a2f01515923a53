import { createHmac } from 'node:crypto';

export type Parameter = readonly [name: string, value: string];

interface Signed {
  method: string;
  url: URL;
  /** Of the protocol and of a form; the query's are read from the address. */
  parameters: Parameter[];
}

/** What is signed (RFC 5849, 3.4.1): method, address without its query, and every parameter in one order. */
export function signatureBase({ method, url, parameters }: Signed): string {
  const all = [...url.searchParams, ...parameters].map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = all.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const normalised = sorted.map(([name, value]) => `${name}=${value}`).join('&');
  return [method.toUpperCase(), url.origin + url.pathname, normalised].map(encode).join('&');
}

export function signatureOf(
  base: string,
  method: 'HMAC-SHA1' | 'HMAC-SHA256',
  { consumerSecret, tokenSecret = '' }: { consumerSecret: string; tokenSecret?: string },
): string {
  const key = `${encode(consumerSecret)}&${encode(tokenSecret)}`;
  return createHmac(method === 'HMAC-SHA1' ? 'sha1' : 'sha256', key)
    .update(base)
    .digest('base64');
}

/** Percent-encoding of RFC 3986, which keeps fewer letters than the browser's. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

// By their bytes: encoded they are ASCII, and a locale has no say.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
