import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import type { RunId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { createRun, type RunTrigger } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { setSchedule } from './schedule.queries.ts';
import type { SyncRow } from './sync.table.ts';

/**
 * Until when a queued run may wait for a worker before its job is put into the queue once more: it may have been lost
 * with a worker that had just taken it. A job that is still waiting there is not doubled.
 */
const queuedUntil = (now: Date): Date => secondsAfter(now, 4 * env().PORTICO_RUN_LEASE_SECONDS);

/** Creates a run and its job in one transaction. Returns the run, or undefined while another one is on its way. */
export async function startRun(
  tx: TenantTx,
  sync: SyncRow,
  trigger: RunTrigger,
  options: { now: Date; acceptDeletes?: boolean },
): Promise<RunId | undefined> {
  const runId = await createRun(tx, sync, trigger, options);
  if (!runId) return undefined;
  await setSchedule(tx, sync.id, runId, queuedUntil(options.now));
  await enqueue(
    tx,
    'sync',
    { runId },
    {
      singletonKey: runId,
      priority: priorityOf(trigger),
    },
  );
  return runId;
}

function priorityOf(trigger: RunTrigger): number {
  if (trigger === 'schedule') return priority.schedule;
  return trigger === 'hook' || trigger === 'event' ? priority.webhook : priority.interactive;
}

/** Puts the job of an existing run into the queue again: its worker died, or its sleep is over. */
export async function requeueRun(tx: TenantTx, sync: SyncRow, runId: RunId, now: Date): Promise<void> {
  await setSchedule(tx, sync.id, runId, queuedUntil(now));
  await enqueue(tx, 'sync', { runId }, { singletonKey: runId, priority: priority.schedule });
}

const longestLease = 8;

/**
 * Until when a run that is being worked on counts as alive. Each time that it was taken up without a page to show for it
 * is given longer: on a machine that is too busy, workers would else take it from each other for ever.
 */
export const leaseEnd = (now: Date, { stalled }: Pick<RunRow, 'stalled'>): Date =>
  secondsAfter(now, env().PORTICO_RUN_LEASE_SECONDS * Math.min(Math.max(stalled, 1), longestLease));
