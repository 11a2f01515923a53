import { sql } from 'kysely';
import type { ControlDb, TenantTx } from '#server/db/tenant.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import { dispatchChannel } from '#server/jobs/boss.ts';
import { nextRunAt, scheduleSchema } from './schedule.ts';
import type { SyncRow } from './sync.table.ts';

/*
 * The dispatcher's table: when to look at a sync again. With no run it is the time of the next one; with a run it is the
 * time at which that run counts as abandoned (its worker died), or wakes up (it sleeps out a rate limit). What is due
 * becomes ready, and is given a slot in turns (claim.queries.ts).
 */

const never = new Date(8_640_000_000_000);

/** The time of a sync's next run by its schedule. */
export const plannedAfter = (sync: Pick<SyncRow, 'id' | 'schedule'>, after: Date): Date | 'never' =>
  nextRunAt({ id: sync.id, schedule: scheduleSchema.parse(sync.schedule) }, after);

export async function createSchedule(
  tx: TenantTx,
  sync: Pick<SyncRow, 'id' | 'customer_id' | 'connection_id'>,
  wakeAt: Date,
): Promise<void> {
  await tx
    .insertInto('sync_schedule')
    .values({
      sync_id: sync.id,
      environment_id: tx.tenant.environmentId,
      customer_id: sync.customer_id,
      connection_id: sync.connection_id,
      run_id: null,
      wake_at: wakeAt,
    })
    .execute();
}

/** Lets a sync, or its run, wait until then. Whatever slot it had is free. */
export async function setSchedule(
  tx: TenantTx,
  syncId: SyncId,
  runId: RunId | null,
  wakeAt: Date | 'never',
): Promise<void> {
  await tx
    .updateTable('sync_schedule')
    .set({ run_id: runId, wake_at: wakeAt === 'never' ? never : wakeAt, state: 'waiting' })
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
    .set({ wake_at: wakeAt === 'never' ? never : wakeAt, state: 'waiting' })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', sync.id)
    .where('run_id', 'is', null)
    .execute();
}

/** Looks at a sync by then, if nothing is planned before; one that is at work is looked at anyhow when it ends. */
export async function wakeBy(tx: TenantTx, syncId: SyncId, at: Date): Promise<void> {
  await tx
    .updateTable('sync_schedule')
    .set({ wake_at: at })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('run_id', 'is', null)
    .where('state', '=', 'waiting')
    .where('wake_at', '>', at)
    .execute();
}

/** The run wants a slot now: it gets one when it is its customer's turn. */
export async function makeReady(
  tx: TenantTx,
  syncId: SyncId,
  { runId, priority, now }: { runId: RunId; priority: number; now: Date },
): Promise<void> {
  await tx
    .updateTable('sync_schedule')
    .set({ run_id: runId, wake_at: now, state: 'ready', priority })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .execute();
  await tellDispatcher(tx);
}

/** A worker begins or goes on with the run, and is alive until `wakeAt`. False where the sync has another run, or none. */
export async function holdSlot(tx: TenantTx, syncId: SyncId, runId: RunId, wakeAt: Date): Promise<boolean> {
  const held = await tx
    .updateTable('sync_schedule')
    .set({ wake_at: wakeAt, state: 'busy' })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('run_id', '=', runId)
    .returning('sync_id')
    .executeTakeFirst();
  return held !== undefined;
}

/** Gives the slot of a run back before its end: it goes on when it is its customer's turn. */
export async function releaseSlot(
  tx: TenantTx,
  syncId: SyncId,
  { runId, priority, now }: { runId: RunId; priority: number; now: Date },
): Promise<void> {
  await tx
    .updateTable('sync_schedule')
    .set({ wake_at: now, state: 'ready', priority })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('run_id', '=', runId)
    .execute();
  await tellDispatcher(tx);
}

/** Says that the run is alive until `wakeAt`. No effect once another run has taken over. */
export async function extendLease(db: ControlDb | TenantTx, syncId: SyncId, runId: RunId, wakeAt: Date): Promise<void> {
  await (db as ControlDb)
    .updateTable('sync_schedule')
    .set({ wake_at: wakeAt })
    .where('sync_id', '=', syncId)
    .where('run_id', '=', runId)
    .where('state', '=', 'busy')
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

async function tellDispatcher(tx: TenantTx): Promise<void> {
  await sql`select pg_notify(${dispatchChannel}, '')`.execute(tx);
}
