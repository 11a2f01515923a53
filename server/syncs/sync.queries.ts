import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { ConnectionId, InstallationId, SyncId } from '#server/ids.ts';
import type { SyncRow } from './sync.table.ts';

export async function findSync(tx: TenantTx, id: SyncId): Promise<SyncRow | undefined> {
  return tx
    .selectFrom('sync')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function getSync(tx: TenantTx, id: SyncId): Promise<SyncRow> {
  const row = await findSync(tx, id);
  if (!row) throw notFound('sync', id);
  return row;
}

/** Locks the sync's row: whoever holds it is the only writer of the stream. */
export async function lockSync(tx: TenantTx, id: SyncId): Promise<SyncRow | undefined> {
  return tx
    .selectFrom('sync')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Those that nobody holds, locked: for the dispatcher, which must never wait for a page that is being written. */
export async function lockFreeSyncs(tx: TenantTx, ids: readonly SyncId[]): Promise<SyncId[]> {
  const rows = await tx
    .selectFrom('sync')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', ids)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.id);
}

export async function listSyncsOfInstallation(tx: TenantTx, installationId: InstallationId): Promise<SyncRow[]> {
  return tx
    .selectFrom('sync')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('installation_id', '=', installationId)
    .orderBy('id')
    .execute();
}

export async function listSyncsOfConnection(tx: TenantTx, connectionId: ConnectionId): Promise<SyncRow[]> {
  return tx
    .selectFrom('sync')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .orderBy('id')
    .execute();
}

/** Reads from the start next time: no page, no watermark. What is stored stays until a full pass has not met it. */
export async function restartStream(tx: TenantTx, id: SyncId): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ checkpoint: null, watermark: null, last_full_pass_at: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** Back to the beginning: no page, no watermark, no records. */
export async function forgetProgress(tx: TenantTx, id: SyncId): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ checkpoint: null, watermark: null, last_full_pass_at: null, records: 0 })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}
