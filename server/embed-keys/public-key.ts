import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { parseJson } from '#server/trpc/page.ts';
import type { EmbedKeyRow } from './embed-key.table.ts';
import { weaknessOf } from './weak-rsa.ts';

export interface PublicKey {
  algorithm: EmbedKeyRow['algorithm'];
  jwk: JsonWebKey;
  /** The key id inside a JWK, where it has one. */
  kid: string | undefined;
}

const jwkSchema = z.object({ kty: z.string() }).catchall(z.unknown());
const minRsaBits = 2048;

const refuse = (message: string, remedy: string) => new AppError('invalid', message, { field: 'publicKey', remedy });

/** Reads a public key in PEM or as a JWK. The kind of key fixes the algorithm; a token's header has no say. */
export function readPublicKey(text: string): PublicKey {
  const jwk = jwkSchema.safeParse(parseJson(text));
  const hasPrivatePart = jwk.success ? 'd' in jwk.data || 'k' in jwk.data : text.includes('PRIVATE KEY');
  if (hasPrivatePart) {
    throw refuse(
      'This is a private key. It was not stored.',
      'Register its public half. If it was in use, replace it: a private key should never leave your backend.',
    );
  }
  const key = jwk.success
    ? load(() => createPublicKey({ key: jwk.data, format: 'jwk' }))
    : load(() => createPublicKey(text));
  const kid = jwk.success && typeof jwk.data.kid === 'string' && jwk.data.kid !== '' ? jwk.data.kid : undefined;
  const algorithm = algorithmOf(key);
  if (jwk.success) refuseOtherPurpose(jwk.data, algorithm);
  const exported = key.export({ format: 'jwk' });
  const weakness = algorithm === 'RS256' ? weaknessOf(exported) : undefined;
  if (weakness)
    throw refuse(`Anybody could sign with this key: ${weakness}.`, 'Make a new pair of keys with current software.');
  return { algorithm, jwk: exported, kid };
}

const purposeSchema = z.object({
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
});

/** A JWK may say what it is for; it is not used for anything else. */
function refuseOtherPurpose(jwk: z.output<typeof jwkSchema>, algorithm: PublicKey['algorithm']): void {
  const isForSigning = purposeSchema.safeParse(jwk).success;
  if (isForSigning && (jwk.alg === undefined || jwk.alg === algorithm)) return;
  throw refuse(
    `This key says that it is for something else than signing with ${algorithm}.`,
    'Register the key that your backend signs embed tokens with.',
  );
}

function load(make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch (cause) {
    throw new AppError('invalid', 'This can’t be read as a public key.', {
      cause,
      field: 'publicKey',
      remedy: 'Paste a PEM that begins with -----BEGIN PUBLIC KEY-----, or a JWK such as {"kty":"EC",…}.',
    });
  }
}

function algorithmOf(key: KeyObject): EmbedKeyRow['algorithm'] {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength >= minRsaBits) return 'RS256';
    throw refuse(
      `This RSA key has ${modulusLength} bits, which is too few to be safe.`,
      `Use at least ${minRsaBits}, or an EC key on P-256.`,
    );
  }
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'ES256';
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA';
  throw refuse(
    'Tokens can’t be signed with this kind of key here.',
    'Use RSA (RS256), EC on P-256 (ES256) or Ed25519 (EdDSA).',
  );
}
