import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { cancelOpenRun } from '#server/runs/run.queries.ts';
import { setSchedule } from './schedule.queries.ts';
import { lockSync } from './sync.queries.ts';

/** Stops a sync where it is: a run on its way ends after its page, and what it has read so far is kept. */
export async function pauseSync(tx: TenantTx, syncId: SyncId, now: Date = new Date()): Promise<void> {
  const sync = await lockSync(tx, syncId);
  if (!sync) throw notFound('sync', syncId);
  if (sync.status === 'paused') return;
  await tx
    .updateTable('sync')
    .set({ status: 'paused' })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', syncId)
    .execute();
  await cancelOpenRun(tx, syncId, now);
  await setSchedule(tx, syncId, null, 'never');
}
