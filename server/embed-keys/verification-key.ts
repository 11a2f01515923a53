import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { EmbedKeyRow } from './embed-key.table.ts';
import { weaknessOf } from './weak-rsa.ts';

export interface VerificationKey {
  algorithm: EmbedKeyRow['algorithm'];
  /** The public key alone, without what it says of itself. */
  jwk: JsonWebKey;
}

/** Why tokens are not verified by a key; the message is a sentence for the person who gave it. */
export class UnusableKey extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.remedy = remedy;
  }
}

export const jwkSchema = z.object({ kty: z.string() }).catchall(z.unknown());
export type Jwk = z.output<typeof jwkSchema>;

const minRsaBits = 2048;

/**
 * The public key that embed tokens are verified by, in PEM or as a JWK, wherever it comes from: pasted into the console, or read at a
 * vendor's JWKS address. The kind of key fixes the algorithm; a token's header has no say. Throws `UnusableKey`.
 */
export function verificationKey(given: string | Jwk): VerificationKey {
  const isJwk = typeof given !== 'string';
  if (isJwk ? 'd' in given || 'k' in given : given.includes('PRIVATE KEY')) {
    throw new UnusableKey(
      'This is a private key, which is not kept here.',
      'Give its public half. If it was in use, replace it: a private key should never leave your backend.',
    );
  }
  const key = load(given);
  const algorithm = algorithmOf(key);
  if (isJwk) refuseOtherPurpose(given, algorithm);
  const jwk = key.export({ format: 'jwk' });
  const weakness = algorithm === 'RS256' ? weaknessOf(jwk) : undefined;
  if (weakness === undefined) return { algorithm, jwk };
  throw new UnusableKey(
    `Anybody could sign with this key: ${weakness}.`,
    'Make a new pair of keys with current software.',
  );
}

const purposeSchema = z.object({
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
});

/** A JWK may say what it is for; it is not used for anything else. */
function refuseOtherPurpose(jwk: Jwk, algorithm: VerificationKey['algorithm']): void {
  const isForSigning = purposeSchema.safeParse(jwk).success;
  if (isForSigning && (jwk.alg === undefined || jwk.alg === algorithm)) return;
  throw new UnusableKey(
    `This key says that it is for something else than signing with ${algorithm}.`,
    'Give the key that your backend signs embed tokens with.',
  );
}

function load(given: string | Jwk): KeyObject {
  try {
    return typeof given === 'string' ? createPublicKey(given) : createPublicKey({ key: given, format: 'jwk' });
  } catch (cause) {
    throw new UnusableKey(
      'This can’t be read as a public key.',
      'Give a PEM that begins with -----BEGIN PUBLIC KEY-----, or a JWK such as {"kty":"EC",…}.',
      cause,
    );
  }
}

function algorithmOf(key: KeyObject): VerificationKey['algorithm'] {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength >= minRsaBits) return 'RS256';
    throw new UnusableKey(
      `This RSA key has ${modulusLength} bits, which is too few to be safe.`,
      `Use at least ${minRsaBits}, or an EC key on P-256.`,
    );
  }
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'ES256';
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA';
  throw new UnusableKey(
    'Tokens can’t be signed with this kind of key here.',
    'Use RSA (RS256), EC on P-256 (ES256) or Ed25519 (EdDSA).',
  );
}
