import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConnectorHooks, HookRequest, HookSecrets } from './hooks.ts';

interface HmacSignature {
  header: string;
  /** Before the value: `sha256=`, `v0=`. */
  prefix?: string;
  /** Takes the header apart where it holds several values, or the time: `t=1700000000,v1=…`. */
  parse?: (header: string) => { signatures: string[]; timestamp?: string };
  algorithm?: 'sha1' | 'sha256' | 'sha512';
  encoding: 'hex' | 'base64';
  /** Which secret signs; the subscription's unless told. */
  key?: (secrets: HookSecrets) => string | Uint8Array | undefined;
  /** What is signed, as texts and bytes in their order; the body alone unless told. */
  signed?: (request: HookRequest, timestamp: string) => (string | Uint8Array)[];
  timestamp?: {
    /** Left out where `parse` gives it. */
    header?: string;
    unit: 's' | 'ms' | 'iso';
    /** Seconds on either side; 300 unless told. */
    tolerance?: number;
  };
}

/** Checks the usual kind of signature: one header with an HMAC over the very bytes, perhaps with a time. Compares in constant time. */
export function hmacSignature(scheme: HmacSignature): Exclude<ConnectorHooks['verify'], 'none'> {
  const { prefix = '', algorithm = 'sha256', encoding, timestamp: time } = scheme;
  const key = scheme.key ?? (({ secret }) => secret);
  const parse =
    scheme.parse ?? ((header) => ({ signatures: header.startsWith(prefix) ? [header.slice(prefix.length)] : [] }));
  const signed = scheme.signed ?? ((request) => [request.body]);
  return (request, secrets, now) => {
    const header = request.headers.get(scheme.header);
    const secret = key(secrets);
    if (!header || !secret?.length) return { ok: false, because: 'missing_header' };
    const parsed: { signatures: string[]; timestamp?: string } = parse(header);
    const timestamp = parsed.timestamp ?? (time?.header && request.headers.get(time.header)) ?? '';
    if (parsed.signatures.length === 0 || (time && timestamp === '')) return { ok: false, because: 'missing_header' };
    const hmac = createHmac(algorithm, secret);
    for (const part of signed(request, timestamp)) hmac.update(part);
    const right = hmac.digest();
    // Every one is compared, so that the time taken tells nothing.
    const matches = parsed.signatures.map((signature) => isEqual(signature, right, encoding));
    if (!matches.includes(true)) return { ok: false, because: 'bad_signature' };
    return time && !isRecent(timestamp, time, now) ? { ok: false, because: 'too_old' } : { ok: true };
  };
}

/** Whether a text is these bytes, letter for letter: a lenient decoder would also take what nobody signed. */
export function isEqual(received: string, right: Buffer, encoding: 'hex' | 'base64'): boolean {
  return isSame(encoding === 'hex' ? received.toLowerCase() : received, right.toString(encoding));
}

/** Whether two texts are one, in a time that tells nothing of where they differ. */
export function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
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
