import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import type { RunId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { createRun, type RunTrigger } from '#server/runs/run.queries.ts';
import { setSchedule } from './schedule.queries.ts';
import type { SyncRow } from './sync.table.ts';

/** How long a queued run may wait for a worker before it is put into the queue once more (a job that was lost on its way). */
const queuedPatienceSeconds = 600;

/** Creates a run and its job in one transaction. Returns the run, or undefined while another one is on its way. */
export async function startRun(
  tx: TenantTx,
  sync: SyncRow,
  trigger: RunTrigger,
  options: { now: Date; acceptDeletes?: boolean },
): Promise<RunId | undefined> {
  const runId = await createRun(tx, sync, trigger, options);
  if (!runId) return undefined;
  await setSchedule(tx, sync.id, runId, secondsAfter(options.now, queuedPatienceSeconds));
  await enqueue(tx, 'sync', { runId }, { priority: trigger === 'schedule' ? priority.schedule : priority.interactive });
  return runId;
}

/** Puts the job of an existing run into the queue again: its worker died, or its sleep is over. */
export async function requeueRun(tx: TenantTx, sync: SyncRow, runId: RunId, now: Date): Promise<void> {
  await setSchedule(tx, sync.id, runId, secondsAfter(now, queuedPatienceSeconds));
  await enqueue(tx, 'sync', { runId }, { priority: priority.schedule });
}

/** Until when a run that is being worked on counts as alive. */
export const leaseEnd = (now: Date): Date => secondsAfter(now, env().PORTICO_RUN_LEASE_SECONDS);
