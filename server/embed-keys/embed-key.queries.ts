import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { EmbedKeyRow } from './embed-key.table.ts';

type EmbedKeyId = Id<'embedKey'>;

export function listEmbedKeys(tx: TenantTx, request: PageRequest): Promise<EmbedKeyRow[]> {
  let query = tx.selectFrom('embed_key').selectAll().where('environment_id', '=', tx.tenant.environmentId);
  if (request.cursor) query = query.where('id', '<', idCursor(request.cursor) as EmbedKeyId);
  return query
    .orderBy('id', 'desc')
    .limit(request.limit + 1)
    .execute();
}

export async function revokeEmbedKey(tx: TenantTx, id: EmbedKeyId): Promise<EmbedKeyRow> {
  const row = await tx
    .updateTable('embed_key')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound('embed key', id);
  return row;
}

/** The key that Portico itself signs with for this environment. */
export function findOwnEmbedKey(tx: TenantTx): Promise<EmbedKeyRow | undefined> {
  return tx
    .selectFrom('embed_key')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('private_key', 'is not', null)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Lets one transaction at a time make the environment's own key. */
export async function lockOwnEmbedKey(tx: TenantTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`own embed key ${tx.tenant.environmentId}`}, 0))`.execute(
    tx,
  );
}
