import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import type { RunTrigger } from '#server/runs/run.queries.ts';
import { findOpenRun } from './open-run.queries.ts';
import { lockRunnable } from './runnable-sync.ts';
import { requeueRun, startRun } from './start-run.ts';

/** Starts a run now. Answers with the run that is on its way where there is one: asking twice is no error. */
export async function triggerSync(
  tx: TenantTx,
  syncId: SyncId,
  trigger: RunTrigger,
  options: { now?: Date; acceptDeletes?: boolean } = {},
): Promise<RunId> {
  const { sync } = await lockRunnable(tx, syncId);
  const now = options.now ?? new Date();
  const runId = await startRun(tx, sync, trigger, { now, acceptDeletes: options.acceptDeletes });
  if (runId) return runId;
  const open = await findOpenRun(tx, syncId);
  if (!open) throw new Error(`The sync ${syncId} has no open run, and none could be made.`);
  if (options.acceptDeletes) await acceptInRun(tx, open);
  // It sleeps until the app may be tried again: somebody wants that to be now.
  if (open.status === 'queued' && open.error !== null) await requeueRun(tx, sync, open.id, now);
  return open.id;
}

/** A run that waits takes it over; one that reads has chosen already what it reads. */
async function acceptInRun(tx: TenantTx, open: { id: RunId; status: string }): Promise<void> {
  if (open.status === 'running') {
    throw new AppError('conflict', 'A run is on its way that was not told to accept deletions.', {
      remedy: 'Let it end or cancel it, and start the run once more.',
    });
  }
  await tx
    .updateTable('run')
    .set({ accept_deletes: true })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', open.id)
    .execute();
}
