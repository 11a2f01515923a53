import { sql } from 'kysely';
import { type TenantTx, withToken } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { ApiKeyRow } from './api-key.table.ts';

type ApiKeyId = Id<'apiKey'>;

/** The key with this hash, wherever it belongs: the one look-up before the tenant is known. */
export function findApiKeyByToken(tokenHash: Buffer) {
  return withToken(tokenHash, (db) =>
    db
      .selectFrom('api_key')
      .select(['environment_id', 'id', 'revoked_at', 'last_used_at'])
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst(),
  );
}

/** Notes that a key was used, at most once a minute: every call would otherwise be a write. */
export async function touchApiKey(tx: TenantTx, id: ApiKeyId): Promise<void> {
  await tx
    .updateTable('api_key')
    .set({ last_used_at: sql<Date>`now()` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<', sql<Date>`now() - interval '1 minute'`)]),
    )
    .execute();
}

const shown = ['id', 'name', 'hint', 'created_by', 'created_at', 'last_used_at', 'revoked_at'] as const;

export type ListedApiKey = Pick<ApiKeyRow, (typeof shown)[number]>;

export function listApiKeys(tx: TenantTx, request: PageRequest): Promise<ListedApiKey[]> {
  let query = tx.selectFrom('api_key').select(shown).where('environment_id', '=', tx.tenant.environmentId);
  if (request.cursor) query = query.where('id', '<', idCursor(request.cursor) as ApiKeyId);
  return query
    .orderBy('id', 'desc')
    .limit(request.limit + 1)
    .execute();
}

/** Ends a key; one that is revoked already stays as it was. */
export async function revokeApiKey(tx: TenantTx, id: ApiKeyId): Promise<ListedApiKey> {
  const row = await tx
    .updateTable('api_key')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returning(shown)
    .executeTakeFirst();
  if (!row) throw notFound('API key', id);
  return row;
}
