import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { plannedAfter, setSchedule } from './schedule.queries.ts';
import { startRun } from './start-run.ts';
import { lockSync } from './sync.queries.ts';

interface Resume {
  now?: Date;
  /** At once, or with the next planned run: a copy has no gaps, so what changed meanwhile is read in either case. */
  catchUp?: boolean;
}

/** Lets a paused sync go on. */
export async function resumeSync(
  tx: TenantTx,
  syncId: SyncId,
  { now = new Date(), catchUp = true }: Resume = {},
): Promise<void> {
  const sync = await lockSync(tx, syncId);
  if (!sync) throw notFound('sync', syncId);
  if (sync.status === 'active') return;
  await tx
    .updateTable('sync')
    .set({ status: 'active' })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', syncId)
    .execute();
  if (!catchUp) return setSchedule(tx, syncId, null, plannedAfter(sync, now));
  await setSchedule(tx, syncId, null, now);
  await startRun(tx, sync, 'catch_up', { now });
}
