import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConnectorHooks, HookRequest, HookSecrets } from './hooks.ts';

interface HmacSignature {
  header: string;
  /** Before the value: `sha256=`, `v0=`. */
  prefix?: string;
  algorithm?: 'sha1' | 'sha256' | 'sha512';
  encoding: 'hex' | 'base64';
  /** Which secret signs; the subscription's unless told. */
  key?: (secrets: HookSecrets) => string | Uint8Array | undefined;
  /** What is signed; the body alone unless told. */
  signed?: (request: HookRequest, timestamp: string) => string | Uint8Array;
  timestamp?: {
    header: string;
    unit: 's' | 'ms' | 'iso';
    /** Seconds on either side; 300 unless told. */
    tolerance?: number;
  };
}

/** Checks the usual kind of signature: one header with an HMAC over the very bytes, perhaps with a time. Compares in constant time. */
export function hmacSignature(scheme: HmacSignature): Exclude<ConnectorHooks['verify'], 'none'> {
  const { header, prefix = '', algorithm = 'sha256', encoding, signed = (request) => request.body } = scheme;
  const key = scheme.key ?? (({ secret }) => secret);
  return (request, secrets, now) => {
    const received = request.headers.get(header);
    const secret = key(secrets);
    if (!received?.startsWith(prefix) || !secret) return { ok: false, because: 'missing_header' };
    const timestamp = scheme.timestamp && request.headers.get(scheme.timestamp.header);
    if (timestamp === null) return { ok: false, because: 'missing_header' };
    const right = createHmac(algorithm, secret)
      .update(signed(request, timestamp ?? ''))
      .digest();
    if (!isEqual(received.slice(prefix.length), right, encoding)) return { ok: false, because: 'bad_signature' };
    if (scheme.timestamp && !isRecent(timestamp ?? '', scheme.timestamp, now)) return { ok: false, because: 'too_old' };
    return { ok: true };
  };
}

/** Whether a text is these bytes, letter for letter: a lenient decoder would also take what nobody signed. */
export function isEqual(received: string, right: Buffer, encoding: 'hex' | 'base64'): boolean {
  const expected = Buffer.from(right.toString(encoding));
  const given = Buffer.from(encoding === 'hex' ? received.toLowerCase() : received);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether a signed time is near enough to ours. */
export function isRecent(
  timestamp: string,
  { unit, tolerance = 300 }: { unit: 's' | 'ms' | 'iso'; tolerance?: number },
  now: Date,
): boolean {
  const at = unit === 'iso' ? Date.parse(timestamp) : Number(timestamp || Number.NaN) * (unit === 's' ? 1000 : 1);
  return Number.isFinite(at) && Math.abs(now.getTime() - at) <= tolerance * 1000;
}
