import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { isEntitled } from '#server/installations/require-entitled.ts';
import { beginPlannedRun, cancelOpenRun, claimRun } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { findOpenRun } from './open-run.queries.ts';
import { holdSlot, plannedAfter, setSchedule } from './schedule.queries.ts';
import { leaseEnd } from './start-run.ts';
import { findSync, getSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';

interface Begun {
  run: RunRow;
  sync: SyncRow;
}

interface JobOfRun {
  runId: RunId;
  /** Of a run that the schedule has planned. */
  syncId?: SyncId | undefined;
}

const justBegun = { stalled: 1 };

/**
 * Takes a run up. One that the schedule has planned is created here and not before: a hundred thousand that become due at
 * once are then so many rows less to write, and whether the sync may run at all is asked once, now. Undefined where
 * there is nothing to do (any more).
 */
export async function beginRun(tx: TenantTx, { runId, syncId }: JobOfRun, now: Date): Promise<Begun | undefined> {
  const begun = await takeUp(tx, runId, now);
  if (begun) return begun;
  const sync = syncId && (await findSync(tx, syncId));
  if (!sync || !(await holdSlot(tx, sync.id, runId, leaseEnd(now, justBegun)))) return undefined;
  const connection = await getConnection(tx, sync.connection_id);
  if (sync.status === 'paused' || connection.status !== 'active') {
    await setSchedule(tx, sync.id, null, 'never');
    return undefined;
  }
  if (!(await isEntitled(tx, await getInstallation(tx, sync.installation_id)))) {
    await waitForPlan(tx, sync, now);
    return undefined;
  }
  const run = await beginPlannedRun(tx, sync, runId, now);
  return run ? { run, sync } : adoptOpenRun(tx, sync, now);
}

async function takeUp(tx: TenantTx, runId: RunId, now: Date): Promise<Begun | undefined> {
  const run = await claimRun(tx, runId, now);
  if (!run) return undefined;
  await holdSlot(tx, run.sync_id, run.id, leaseEnd(now, run));
  const sync = await getSync(tx, run.sync_id);
  if (await isEntitled(tx, await getInstallation(tx, sync.installation_id))) return { run, sync };
  await cancelOpenRun(tx, sync.id, now);
  await waitForPlan(tx, sync, now);
  return undefined;
}

/** The customer's plan does not hold it (any more). At its next time it is asked again: so it goes on by itself once the plan does. */
const waitForPlan = (tx: TenantTx, sync: SyncRow, now: Date): Promise<void> =>
  setSchedule(tx, sync.id, null, plannedAfter(sync, now));

/** The sync has a run that its schedule has forgotten: one that sleeps begins now, one that is alive keeps its slot. */
async function adoptOpenRun(tx: TenantTx, sync: SyncRow, now: Date): Promise<Begun | undefined> {
  const open = await findOpenRun(tx, sync.id);
  await setSchedule(tx, sync.id, open?.id ?? null, now);
  if (!open) return undefined;
  if (open.status === 'queued') return takeUp(tx, open.id, now);
  await holdSlot(tx, sync.id, open.id, leaseEnd(now, open));
  return undefined;
}
