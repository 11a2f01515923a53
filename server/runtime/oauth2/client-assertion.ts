import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { AppError } from '#server/errors.ts';
import { repairPem } from '../auth/repair-pem.ts';

interface Assertion {
  app: string;
  clientId: string;
  /** PKCS#8 or PKCS#1 in PEM. */
  key: string;
  /** Which of the keys that the app knows: the `keyId` among the OAuth app's values. */
  keyId: string | undefined;
  audience: string;
  now: Date;
}

const lifetimeSeconds = 300;

/** A JSON Web Token with which the client proves itself by its private key (RFC 7523, `private_key_jwt`). The algorithm follows from the key. */
export async function clientAssertion({ app, clientId, key, keyId, audience, now }: Assertion): Promise<string> {
  const privateKey = readKey(key, app);
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ iss: clientId, sub: clientId, aud: audience, jti: randomUUID() })
    .setProtectedHeader({ alg: algorithmOf(privateKey, app), typ: 'JWT', ...(keyId && { kid: keyId }) })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(privateKey);
}

function readKey(text: string, app: string): KeyObject {
  try {
    return createPrivateKey(repairPem(text));
  } catch (cause) {
    throw unusableKey(app, cause);
  }
}

const byCurve: Record<string, string> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };
const byType: Record<string, string> = { rsa: 'RS256', 'rsa-pss': 'PS256', ed25519: 'EdDSA' };

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, app: string): string {
  const algorithm = type === 'ec' ? byCurve[details?.namedCurve ?? ''] : byType[type ?? ''];
  if (algorithm !== undefined) return algorithm;
  throw unusableKey(app);
}

function unusableKey(app: string, cause?: unknown): AppError {
  return new AppError('misconfigured', `The client secret of the OAuth app of ${app} is not a private key in PEM.`, {
    field: 'clientSecret',
    remedy:
      'Paste the whole key, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----: RSA, EC or Ed25519, without a passphrase.',
    cause,
  });
}
