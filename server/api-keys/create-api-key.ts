import { newBearerToken, tokenPrefixes } from '#server/auth/bearer-token.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { type Id, newId } from '#server/ids.ts';
import type { ListedApiKey } from './api-key.queries.ts';

interface CreateApiKey {
  name: string;
  /** The member who made it; none for a seed. */
  createdBy?: Id<'member'>;
}

/** Makes a secret key. It is handed out here and never again: only its hash is stored. */
export async function createApiKey(
  tx: TenantTx,
  { name, createdBy }: CreateApiKey,
): Promise<{ row: ListedApiKey; secret: string }> {
  const { kind } = await getEnvironment(tx);
  const { token, hash } = newBearerToken(tokenPrefixes[kind]);
  const row = await tx
    .insertInto('api_key')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('apiKey'),
      name,
      hint: `${tokenPrefixes[kind]}…${token.slice(-4)}`,
      token_hash: hash,
      created_by: createdBy ?? null,
    })
    .returning(['id', 'name', 'hint', 'created_by', 'created_at', 'last_used_at', 'revoked_at'])
    .executeTakeFirstOrThrow();
  return { row, secret: token };
}
