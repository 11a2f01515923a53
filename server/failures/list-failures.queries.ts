import type { TenantTx } from '#server/db/tenant.ts';
import type { RunId, SyncId } from '#server/ids.ts';

/** What a run could not store and no later run has either. */
export function listFailuresOfRun(tx: TenantTx, syncId: SyncId, runId: RunId, limit: number) {
  return tx
    .selectFrom('failure')
    .select(['external_id as externalId', 'class', 'field', 'message', 'remedy'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('run_id', '=', runId)
    .where('closed_at', 'is', null)
    .orderBy('external_id')
    .limit(limit)
    .execute();
}
