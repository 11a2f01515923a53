import { type HookRequest, type HookSecrets, type HookVerdict, hashOf, hmacOf, isSame } from '../kit/index.ts';

/**
 * Twilio signs the address as it calls it, with or without the usual port, and behind it every field of a form: sorted by name,
 * name and value without anything between; a value that comes twice counts once. Of another body its hash stands in the address.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function verifySignature(request: HookRequest, { secret }: HookSecrets): HookVerdict {
  const { url, headers, body } = request;
  const signature = headers.get('x-twilio-signature');
  if (!signature || !secret) return { ok: false, because: 'missing_header' };
  const hash = url.searchParams.get('bodySHA256');
  if (hash !== null && !isSame(hash.toLowerCase(), hashOf('sha256', body).toString('hex')))
    return { ok: false, because: 'bad_signature' };
  const fields = hash === null ? fieldsOf(body) : '';
  // Every one is compared, so that the time taken tells nothing.
  const matches = addressesOf(url).map((address) =>
    isSame(signature, hmacOf('sha1', secret, `${address}${fields}`).toString('base64')),
  );
  return matches.includes(true) ? { ok: true } : { ok: false, because: 'bad_signature' };
}

function addressesOf(url: URL): string[] {
  const rest = url.href.slice(url.origin.length);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return [`${url.protocol}//${url.hostname}${rest}`, `${url.protocol}//${url.hostname}:${port}${rest}`];
}

function fieldsOf(body: Uint8Array): string {
  const fields = new URLSearchParams(new TextDecoder().decode(body));
  const names = [...new Set(fields.keys())].sort();
  return names.flatMap((name) => [...new Set(fields.getAll(name))].sort().map((value) => `${name}${value}`)).join('');
}
