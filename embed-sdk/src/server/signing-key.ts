import { createPrivateKey, type JsonWebKey, KeyObject, sign } from 'node:crypto';

/** A private key as PEM text, as a JWK or as Node's own object. */
export type PrivateKey = string | JsonWebKey | KeyObject;

/** A key with the one algorithm that it signs by: the key decides, never the caller. */
export interface SigningKey {
  alg: 'ES256' | 'RS256' | 'EdDSA';
  sign: (data: string) => Buffer;
}

function toKeyObject(key: PrivateKey): KeyObject {
  try {
    if (key instanceof KeyObject) return key;
    return typeof key === 'string' ? createPrivateKey(key) : createPrivateKey({ key, format: 'jwk' });
  } catch (cause) {
    throw new TypeError(
      'createEmbedToken could not read privateKey. Pass a private key as PEM text (-----BEGIN PRIVATE KEY-----), as a JWK with its private part, or as a KeyObject.',
      { cause },
    );
  }
}

/** Reads the key and picks its algorithm: P-256 → ES256, RSA of 2048 bits or more → RS256, Ed25519 → EdDSA. */
export function signingKey(privateKey: PrivateKey): SigningKey {
  const key = toKeyObject(privateKey);
  if (key.type !== 'private')
    throw new TypeError(`createEmbedToken needs a private key, and privateKey is a ${key.type} one.`);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  if (type === 'ec' && details.namedCurve === 'prime256v1')
    return { alg: 'ES256', sign: (data) => sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }) };
  if (type === 'rsa' && (details.modulusLength ?? 0) >= 2048)
    return { alg: 'RS256', sign: (data) => sign('sha256', Buffer.from(data), key) };
  if (type === 'ed25519') return { alg: 'EdDSA', sign: (data) => sign(null, Buffer.from(data), key) };
  const kind = [type, details.namedCurve ?? details.modulusLength].filter(Boolean).join(' ');
  throw new TypeError(
    `createEmbedToken cannot sign with a key of type ${kind}. Use P-256 (ES256), RSA of at least 2048 bits (RS256) or Ed25519 (EdDSA).`,
  );
}
