import type { Claimed, ControlDb, TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, EnvironmentId, RunId, SyncId } from '#server/ids.ts';
import { nextRunAt, scheduleSchema } from './schedule.ts';
import type { SyncRow } from './sync.table.ts';

/*
 * The dispatcher's table: when to look at a sync again. With no run it is the time of the next one; with a run it is the
 * time at which that run counts as abandoned (its worker died), or wakes up (it sleeps out a rate limit). One column, one
 * index, one question: what is due?
 */

const never = new Date(8_640_000_000_000);

/** The time of a sync's next run by its schedule. */
export const plannedAfter = (sync: Pick<SyncRow, 'id' | 'schedule'>, after: Date): Date | 'never' =>
  nextRunAt({ id: sync.id, schedule: scheduleSchema.parse(sync.schedule) }, after);

export async function createSchedule(
  tx: TenantTx,
  syncId: SyncId,
  customerId: CustomerId,
  wakeAt: Date,
): Promise<void> {
  await tx
    .insertInto('sync_schedule')
    .values({
      sync_id: syncId,
      environment_id: tx.tenant.environmentId,
      customer_id: customerId,
      run_id: null,
      wake_at: wakeAt,
    })
    .execute();
}

export async function setSchedule(
  tx: TenantTx,
  syncId: SyncId,
  runId: RunId | null,
  wakeAt: Date | 'never',
): Promise<void> {
  await tx
    .updateTable('sync_schedule')
    .set({ run_id: runId, wake_at: wakeAt === 'never' ? never : wakeAt })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .execute();
}

type Planned = Pick<SyncRow, 'id' | 'schedule' | 'last_pass_at' | 'created_at'>;

const plannedSinceLastPass = (sync: Planned): Date | 'never' =>
  plannedAfter(sync, sync.last_pass_at ?? sync.created_at);

/** Whether the time of a pass has come, also where a run of another kind is on its way at that time. */
export function isDue(sync: Planned, now: Date): boolean {
  const at = plannedSinceLastPass(sync);
  return at !== 'never' && at <= now;
}

/** The time of the next run after one that read no pass: it moves no schedule. */
export function stillPlanned(sync: Planned, now: Date): Date | 'never' {
  const at = plannedSinceLastPass(sync);
  return at === 'never' || at > now ? at : now;
}

/** Plans the next run anew where none is on its way; one that is plans it at its end. */
export async function replan(tx: TenantTx, sync: Pick<SyncRow, 'id' | 'schedule'>, now: Date): Promise<void> {
  const wakeAt = plannedAfter(sync, now);
  await tx
    .updateTable('sync_schedule')
    .set({ wake_at: wakeAt === 'never' ? never : wakeAt })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', sync.id)
    .where('run_id', 'is', null)
    .execute();
}

/** Says that the run is alive until `wakeAt`. No effect once another run has taken over. */
export async function extendLease(db: ControlDb | TenantTx, syncId: SyncId, runId: RunId, wakeAt: Date): Promise<void> {
  await (db as ControlDb)
    .updateTable('sync_schedule')
    .set({ wake_at: wakeAt })
    .where('sync_id', '=', syncId)
    .where('run_id', '=', runId)
    .execute();
}

export async function deleteSchedules(tx: TenantTx, syncIds: SyncId[]): Promise<void> {
  if (syncIds.length === 0) return;
  await tx
    .deleteFrom('sync_schedule')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', 'in', syncIds)
    .execute();
}

export interface DueSync {
  syncId: SyncId;
  runId: RunId | null;
}

/** Takes due syncs, locked until the transaction ends; what another dispatcher holds is passed over. */
export async function claimDue(db: ControlDb, now: Date, limit: number): Promise<Claimed<DueSync>[]> {
  const rows = await db
    .selectFrom('sync_schedule')
    .select(['sync_id', 'run_id', 'environment_id'])
    .where('wake_at', '<=', now)
    .orderBy('wake_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({
    row: { syncId: row.sync_id, runId: row.run_id },
    tenant: { environmentId: row.environment_id as EnvironmentId },
  }));
}
