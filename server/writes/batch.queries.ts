import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { ConnectionId, Id } from '#server/ids.ts';
import { openRows } from '#server/keys/payloads.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { WriteBatchRow } from './write-batch.table.ts';
import type { WriteItemRow } from './write-item.table.ts';

export async function getBatch(tx: TenantTx, id: Id<'write'>): Promise<WriteBatchRow> {
  const row = await tx
    .selectFrom('write_batch')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('write', id);
  return row;
}

export async function listBatches(tx: TenantTx, ids: readonly Id<'write'>[]): Promise<Map<string, WriteBatchRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('write_batch')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

interface BatchFilter extends PageRequest {
  connectionId?: ConnectionId | undefined;
  status?: WriteBatchRow['status'] | undefined;
}

/** The newest first. */
export function listBatchPage(
  tx: TenantTx,
  { connectionId, status, cursor, limit }: BatchFilter,
): Promise<WriteBatchRow[]> {
  let query = tx.selectFrom('write_batch').selectAll().where('environment_id', '=', tx.tenant.environmentId);
  if (connectionId !== undefined) query = query.where('connection_id', '=', connectionId);
  if (status !== undefined) query = query.where('status', '=', status);
  if (cursor !== undefined) query = query.where('id', '<', idCursor(cursor) as Id<'write'>);
  return query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function listItemsOfBatch(
  tx: TenantTx,
  batchId: Id<'write'>,
  { after, limit, state }: { after: number; limit: number; state?: WriteItemRow['state'] | undefined },
): Promise<WriteItemRow[]> {
  let query = tx
    .selectFrom('write_item')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('batch_id', '=', batchId)
    .where('position', '>', after);
  if (state !== undefined) query = query.where('state', '=', state);
  return openRows(tx, 'write_item', await query.orderBy('position').limit(limit).execute());
}

export async function countItems(
  tx: TenantTx,
  batchIds: readonly Id<'write'>[],
): Promise<Map<string, Record<string, number>>> {
  const counts = new Map<string, Record<string, number>>();
  if (batchIds.length === 0) return counts;
  const rows = await tx
    .selectFrom('write_item')
    .select(['batch_id', 'state', sql<number>`count(*)::integer`.as('count')])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('batch_id', 'in', [...batchIds])
    .groupBy(['batch_id', 'state'])
    .execute();
  for (const { batch_id, state, count } of rows) counts.set(batch_id, { ...counts.get(batch_id), [state]: count });
  return counts;
}
