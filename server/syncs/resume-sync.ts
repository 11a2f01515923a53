import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { setSchedule } from './schedule.queries.ts';
import { startRun } from './start-run.ts';
import { lockSync } from './sync.queries.ts';

/** Lets a paused sync go on, beginning with a run that catches up. */
export async function resumeSync(tx: TenantTx, syncId: SyncId, now: Date = new Date()): Promise<void> {
  const sync = await lockSync(tx, syncId);
  if (!sync) throw notFound('sync', syncId);
  if (sync.status === 'active') return;
  await tx
    .updateTable('sync')
    .set({ status: 'active' })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', syncId)
    .execute();
  await setSchedule(tx, syncId, null, now);
  await startRun(tx, sync, 'catch_up', { now });
}
