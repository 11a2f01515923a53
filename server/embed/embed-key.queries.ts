import type { TenantTx } from '#server/db/tenant.ts';
import type { EmbedKeyRow } from '#server/embed-keys/embed-key.table.ts';

/** The active key with this `kid`. A key given by address has its ids there: it is tried where no key is named like that. */
export async function findEmbedKey(tx: TenantTx, kid: string): Promise<EmbedKeyRow | undefined> {
  const rows = await tx
    .selectFrom('embed_key')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('kid', '=', kid), where('jwks_url', 'is not', null)]))
    .execute();
  return rows.find((row) => row.kid === kid) ?? rows[0];
}

/** Burns a token's id; false if it was used before. */
export async function burnTokenId(tx: TenantTx, jtiHash: Buffer, expiresAt: Date, now: Date): Promise<boolean> {
  await tx
    .deleteFrom('embed_token_use')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('expires_at', '<', now)
    .execute();
  const row = await tx
    .insertInto('embed_token_use')
    .values({ environment_id: tx.tenant.environmentId, jti_hash: jtiHash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('jti_hash')
    .executeTakeFirst();
  return row !== undefined;
}
