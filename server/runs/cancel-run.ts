import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { RunId } from '#server/ids.ts';
import { plannedAfter, setSchedule } from '#server/syncs/schedule.queries.ts';
import { lockSync } from '#server/syncs/sync.queries.ts';
import { cancelOpenRun, getRun } from './run.queries.ts';

/** Ends a run where it is. What it has stored stays, and the next run goes on at its next page. Asking twice is no error. */
export async function cancelRun(tx: TenantTx, runId: RunId, now: Date = new Date()): Promise<void> {
  // A page that is being written is waited for: the lock is its own.
  const sync = await lockSync(tx, (await getRun(tx, runId)).sync_id);
  const run = await getRun(tx, runId);
  if (run.status === 'cancelled') return;
  if (!sync || run.status === 'succeeded' || run.status === 'failed') {
    throw new AppError('conflict', 'This run has ended already.', { remedy: 'There is nothing left to cancel.' });
  }
  await cancelOpenRun(tx, sync.id, now);
  await setSchedule(tx, sync.id, null, plannedAfter(sync, now));
}
