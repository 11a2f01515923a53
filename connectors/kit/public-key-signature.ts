import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { isRecent } from './hmac-signature.ts';
import type { ConnectorHooks, HookRequest, HookSecrets } from './hooks.ts';

interface PublicKeySignature {
  algorithm: 'ed25519' | 'ecdsa-p256-sha256' | 'rsa-sha256';
  header: string;
  encoding: 'hex' | 'base64';
  /** The app's public key; the subscription's secret unless told. PEM, base64 of its DER (SPKI), or 64 hex letters of an Ed25519 key. */
  key?: (secrets: HookSecrets) => string | undefined;
  /** What is signed; the body alone unless told. */
  signed?: (request: HookRequest, timestamp: string) => (string | Uint8Array)[];
  timestamp?: {
    header: string;
    unit: 's' | 'ms' | 'iso' /** Seconds on either side; 300 unless told. */;
    tolerance?: number;
  };
}

/** Checks a hook that its app signs with a private key of its own. What we keep can't sign anything. */
export function publicKeySignature(scheme: PublicKeySignature): Exclude<ConnectorHooks['verify'], 'none'> {
  const { algorithm, header, encoding, timestamp: time } = scheme;
  const key = scheme.key ?? (({ secret }) => secret);
  const signed = scheme.signed ?? ((request) => [request.body]);
  return (request, secrets, now) => {
    const received = request.headers.get(header);
    const text = key(secrets);
    const timestamp = time === undefined ? '' : request.headers.get(time.header);
    if (!received || !text || timestamp === null) return { ok: false, because: 'missing_header' };
    const publicKey = readKey(text);
    if (publicKey === undefined) return { ok: false, because: 'unreadable' };
    const parts = signed(request, timestamp).map((part) => Buffer.from(part));
    const digest = algorithm === 'ed25519' ? null : 'sha256';
    const given = Buffer.from(received, encoding);
    // Exactly these letters: a lenient decoder would also take others for the same bytes.
    const isWritten = given.toString(encoding) === (encoding === 'hex' ? received.toLowerCase() : received);
    if (!isWritten || !isSigned(digest, Buffer.concat(parts), publicKey, given))
      return { ok: false, because: 'bad_signature' };
    return time && !isRecent(timestamp, time, now) ? { ok: false, because: 'too_old' } : { ok: true };
  };
}

function isSigned(digest: string | null, data: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(digest, data, key, signature);
  } catch {
    return false;
  }
}

/** Before the 32 bytes of an Ed25519 key, in the form that all public keys share (RFC 8410). */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

function readKey(text: string): KeyObject | undefined {
  const trimmed = text.trim();
  try {
    if (trimmed.startsWith('-----BEGIN')) return createPublicKey(trimmed);
    const der = /^[0-9a-f]{64}$/i.test(trimmed)
      ? Buffer.concat([ed25519Prefix, Buffer.from(trimmed, 'hex')])
      : Buffer.from(trimmed, 'base64');
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
