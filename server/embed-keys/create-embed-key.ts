import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { checkEncryptedUrl } from '#server/webhooks/encrypted-url.ts';
import type { EmbedKeyRow } from './embed-key.table.ts';
import { readPublicKey } from './public-key.ts';

export type CreateEmbedKey =
  | { name: string /** PEM or JWK. */; publicKey: string }
  | { name: string; jwksUrl: string /** Of the keys at that address. */; algorithm: EmbedKeyRow['algorithm'] };

/** Registers a key that the vendor signs embed tokens with. Its `kid` is the JWK's own, or our id, which the vendor then puts into the header. */
export async function createEmbedKey(tx: TenantTx, input: CreateEmbedKey): Promise<EmbedKeyRow> {
  const id = newId('embedKey');
  const key =
    'publicKey' in input ? readPublicKey(input.publicKey) : { algorithm: input.algorithm, jwk: null, kid: undefined };
  const kid = key.kid ?? id;
  const row = await tx
    .insertInto('embed_key')
    .values({
      environment_id: tx.tenant.environmentId,
      id,
      kid,
      name: input.name,
      algorithm: key.algorithm,
      public_jwk: key.jwk && JSON.stringify(key.jwk),
      jwks_url: 'jwksUrl' in input ? checkEncryptedUrl(input.jwksUrl, 'jwksUrl') : null,
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'kid']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return row;
  throw new AppError('conflict', `There is a key with the id (kid) ${kid} already.`, {
    field: 'publicKey',
    remedy: 'Give the new key another kid.',
  });
}
