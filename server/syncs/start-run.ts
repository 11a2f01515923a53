import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import type { RunId } from '#server/ids.ts';
import { priority } from '#server/jobs/boss.ts';
import { createRun, type RunTrigger } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { makeReady } from './schedule.queries.ts';
import type { SyncRow } from './sync.table.ts';

/**
 * Until when a queued run may wait for a worker before its job is put into the queue once more: it may have been lost
 * with a worker that had just taken it. A job that is still waiting there is not doubled.
 */
export const queuedUntil = (now: Date): Date => secondsAfter(now, 4 * env().PORTICO_RUN_LEASE_SECONDS);

/** Creates a run that wants a slot now. Returns it, or undefined while another one is on its way. */
export async function startRun(
  tx: TenantTx,
  sync: SyncRow,
  trigger: RunTrigger,
  options: { now: Date; acceptDeletes?: boolean },
): Promise<RunId | undefined> {
  const runId = await createRun(tx, sync, trigger, options);
  if (!runId) return undefined;
  await makeReady(tx, sync.id, { runId, priority: priorityOf(trigger), now: options.now });
  return runId;
}

function priorityOf(trigger: RunTrigger): number {
  if (trigger === 'schedule') return priority.schedule;
  if (trigger === 'reset') return priority.backfill;
  return trigger === 'hook' || trigger === 'event' ? priority.webhook : priority.interactive;
}

/** Lets a run that sleeps go on now, because somebody asks for it. */
export async function requeueRun(tx: TenantTx, sync: SyncRow, runId: RunId, now: Date): Promise<void> {
  await makeReady(tx, sync.id, { runId, priority: priority.interactive, now });
}

const longestLease = 8;

/**
 * Until when a run that is being worked on counts as alive. Each time that it was taken up without a page to show for it
 * is given longer: on a machine that is too busy, workers would else take it from each other for ever.
 */
export const leaseEnd = (now: Date, { stalled }: Pick<RunRow, 'stalled'>): Date =>
  secondsAfter(now, env().PORTICO_RUN_LEASE_SECONDS * Math.min(Math.max(stalled, 1), longestLease));
