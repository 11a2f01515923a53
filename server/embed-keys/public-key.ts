import { AppError } from '#server/errors.ts';
import { parseJson } from '#server/trpc/page.ts';
import { jwkSchema, UnusableKey, type VerificationKey, verificationKey } from './verification-key.ts';

export interface PublicKey extends VerificationKey {
  /** The key id inside a JWK, where it has one. */
  kid: string | undefined;
}

/** Reads a public key that somebody has pasted, in PEM or as a JWK. */
export function readPublicKey(text: string): PublicKey {
  const { data: jwk } = jwkSchema.safeParse(parseJson(text));
  try {
    const kid = typeof jwk?.kid === 'string' && jwk.kid !== '' ? jwk.kid : undefined;
    return { ...verificationKey(jwk ?? text), kid };
  } catch (error) {
    if (!(error instanceof UnusableKey)) throw error;
    throw new AppError('invalid', error.message, {
      cause: error.cause,
      field: 'publicKey',
      remedy: error.remedy,
    });
  }
}
