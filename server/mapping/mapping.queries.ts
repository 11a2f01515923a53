import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { CustomerId, SyncId } from '#server/ids.ts';
import type { MappingRow } from './mapping.table.ts';

export function findMapping(tx: TenantTx, syncId: SyncId, version: number): Promise<MappingRow | undefined> {
  return tx
    .selectFrom('mapping')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function getMapping(tx: TenantTx, syncId: SyncId, version: number): Promise<MappingRow> {
  const row = await findMapping(tx, syncId, version);
  if (!row) throw notFound('version of the mapping', String(version));
  return row;
}

/** The newest first, from before this version on. */
export function listMappings(tx: TenantTx, syncId: SyncId, before: number, limit: number): Promise<MappingRow[]> {
  return tx
    .selectFrom('mapping')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('version', '<', before)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

interface NewMapping {
  syncId: SyncId;
  customerId: CustomerId;
  version: number;
  document: unknown;
  write: unknown;
  target: unknown;
  by: string;
}

export async function insertMapping(tx: TenantTx, mapping: NewMapping): Promise<void> {
  await tx
    .insertInto('mapping')
    .values({
      environment_id: tx.tenant.environmentId,
      sync_id: mapping.syncId,
      customer_id: mapping.customerId,
      version: mapping.version,
      document: JSON.stringify(mapping.document),
      write: mapping.write === null ? null : JSON.stringify(mapping.write),
      target: mapping.target === null ? null : JSON.stringify(mapping.target),
      created_by: mapping.by,
    })
    .execute();
}
