import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import type { RunTrigger } from '#server/runs/run.queries.ts';
import { requeueRun, startRun } from './start-run.ts';
import { lockSync } from './sync.queries.ts';

/** Starts a run now. Answers with the run that is on its way where there is one: asking twice is no error. */
export async function triggerSync(
  tx: TenantTx,
  syncId: SyncId,
  trigger: RunTrigger,
  options: { now?: Date; acceptDeletes?: boolean } = {},
): Promise<RunId> {
  const sync = await lockSync(tx, syncId);
  if (!sync) throw notFound('sync', syncId);
  if (sync.status === 'paused') {
    throw new AppError('conflict', 'This sync is paused.', {
      remedy: 'Resume it first; it then catches up by itself.',
    });
  }
  const connection = await getConnection(tx, sync.connection_id);
  if (connection.status !== 'active') {
    throw new AppError('conflict', 'The connection of this sync needs attention, so nothing can be read.', {
      remedy: 'Ask the customer to reconnect; the sync then catches up by itself.',
    });
  }
  const now = options.now ?? new Date();
  const runId = await startRun(tx, sync, trigger, { now, acceptDeletes: options.acceptDeletes });
  if (runId) return runId;
  const open = await openRun(tx, syncId);
  // It sleeps until the app may be tried again: somebody wants that to be now.
  if (open.status === 'queued' && open.error !== null) await requeueRun(tx, sync, open.id, now);
  return open.id;
}

async function openRun(tx: TenantTx, syncId: SyncId) {
  return tx
    .selectFrom('run')
    .select(['id', 'status', 'error'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
}
