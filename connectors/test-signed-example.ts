import type { HookRequest, HookSecrets } from './kit/index.ts';

/** A hook that is signed rightly, and what must be noticed when it is changed. */
export interface SignedExample {
  vendor: string;
  scheme: string;
  request: HookRequest;
  secrets: HookSecrets;
  now: Date;
  /** In small letters; undefined where the signature stands elsewhere. */
  signatureHeader?: string;
  /** What is missed when it is not there, beside the signature. */
  otherHeaders: string[];
  /** Seconds after which it is too old; undefined where it knows no time. */
  staleAfter?: number;
  /** What the signature is of: the very bytes, some values, nothing. */
  covers: 'bytes' | 'values' | 'nothing';
  /** Instead of the usual, where the signature stands elsewhere. */
  changes?: [what: string, request: HookRequest][];
}

type Attempt = [what: string, request: HookRequest, now: Date];

/** Everything that must be refused: a bit changed, no header, too old or from the future, written anew. */
export function tampered(example: SignedExample): Attempt[] {
  const { request, now, signatureHeader: name, otherHeaders, staleAfter, covers, changes = [] } = example;
  const { body, headers } = request;
  const attempts: Attempt[] = changes.map(([what, changed]) => [what, changed, now]);
  const add = (what: string, changed: Partial<HookRequest>, at = now) =>
    attempts.push([what, { ...request, ...changed }, at]);
  if (covers === 'bytes') {
    const places = body.length === 0 ? [] : [...new Set([0, body.length >> 1, body.length - 1])];
    for (const at of places) add(`a bit of byte ${at} changed`, { body: flipped(body, at) });
    add('the body written anew', { body: writtenAnew(body) });
  }
  if (name !== undefined) {
    const value = Buffer.from(headers.get(name) ?? '');
    for (const at of [value.length >> 1, value.length - 3]) {
      const other = new Headers(headers);
      other.set(name, Buffer.from(flipped(value, at)).toString('latin1'));
      add(`a bit of letter ${at} of the signature changed`, { headers: other });
    }
    add('no header', { headers: new Headers() });
    for (const one of [name, ...otherHeaders]) add(`${one} missing`, { headers: without(headers, one) });
  }
  if (staleAfter !== undefined) {
    add('too old', {}, new Date(now.getTime() + (staleAfter + 1) * 1000));
    add('from the future', {}, new Date(now.getTime() - (staleAfter + 1) * 1000));
  }
  return attempts;
}

const flipped = (bytes: Uint8Array, at: number) => {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};

function without(headers: Headers, name: string): Headers {
  const rest = new Headers(headers);
  rest.delete(name);
  return rest;
}

/** The same value, written in another way. */
function writtenAnew(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString();
  try {
    const value: unknown = JSON.parse(text);
    const others = [JSON.stringify(value), JSON.stringify(value, null, 2)];
    return Buffer.from(others.find((other) => other !== text) ?? '');
  } catch {
    return Buffer.from(`${text}\n`);
  }
}
