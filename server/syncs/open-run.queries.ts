import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';

/** The run of a sync that is queued, asleep or being worked on. Never more than one. */
export function findOpenRun(tx: TenantTx, syncId: SyncId) {
  return tx
    .selectFrom('run')
    .select(['id', 'status', 'stalled', 'error'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
}
