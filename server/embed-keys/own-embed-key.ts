import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';
import { findOwnEmbedKey, lockOwnEmbedKey } from './embed-key.queries.ts';

interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

const place = (id: string) => ({ table: 'embed_key', row: id, column: 'private_key' });

/** The key that Portico signs embed tokens with for vendors who have no signer; the environment's first use makes it. */
export async function ownEmbedKey(tx: TenantTx): Promise<SigningKey> {
  const known = await load(tx);
  if (known) return known;
  await lockOwnEmbedKey(tx);
  return (await load(tx)) ?? create(tx);
}

async function load(tx: TenantTx): Promise<SigningKey | undefined> {
  const row = await findOwnEmbedKey(tx);
  if (!row?.private_key) return undefined;
  return { kid: row.kid, privateKey: createPrivateKey(await open(tx, place(row.id), row.private_key)) };
}

async function create(tx: TenantTx): Promise<SigningKey> {
  const id = newId('embedKey');
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  await tx
    .insertInto('embed_key')
    .values({
      environment_id: tx.tenant.environmentId,
      id,
      kid: id,
      name: 'Portico',
      algorithm: 'ES256',
      public_jwk: JSON.stringify(publicKey.export({ format: 'jwk' })),
      jwks_url: null,
      private_key: await seal(tx, place(id), pem),
    })
    .execute();
  return { kid: id, privateKey };
}
