import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { newId, type RunId, type SyncId } from '#server/ids.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import type { RunRow } from './run.table.ts';
import type { RunError } from './run-error.ts';

export type RunTrigger = RunRow['trigger'];

/** Creates the run of a sync, unless one is queued or running: never two at once. */
export async function createRun(
  tx: TenantTx,
  sync: Pick<SyncRow, 'id' | 'customer_id' | 'connection_id'>,
  trigger: RunTrigger,
  options: { acceptDeletes?: boolean } = {},
): Promise<RunId | undefined> {
  const row = await tx
    .insertInto('run')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('run'),
      customer_id: sync.customer_id,
      kind: 'sync',
      sync_id: sync.id,
      connection_id: sync.connection_id,
      trigger,
      status: 'queued',
      accept_deletes: options.acceptDeletes ?? false,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'sync_id']).where('status', 'in', ['queued', 'running']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function getRun(tx: TenantTx, id: RunId): Promise<RunRow> {
  const row = await tx
    .selectFrom('run')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('run', id);
  return row;
}

/** Creates a run that the schedule has planned, as begun; undefined where another one of the sync is open. */
export async function beginPlannedRun(
  tx: TenantTx,
  sync: Pick<SyncRow, 'id' | 'customer_id' | 'connection_id'>,
  runId: RunId,
  now: Date,
): Promise<RunRow | undefined> {
  return tx
    .insertInto('run')
    .values({
      environment_id: tx.tenant.environmentId,
      id: runId,
      customer_id: sync.customer_id,
      kind: 'sync',
      sync_id: sync.id,
      connection_id: sync.connection_id,
      trigger: 'schedule',
      status: 'running',
      attempt: 1,
      stalled: 1,
      started_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Makes this worker the one that may write for the run: whoever held an earlier attempt is fenced out. */
export async function claimRun(tx: TenantTx, runId: RunId, now: Date): Promise<RunRow | undefined> {
  return tx
    .updateTable('run')
    .set({
      status: 'running',
      attempt: sql`attempt + 1`,
      stalled: sql`stalled + 1`,
      started_at: sql`coalesce(started_at, ${now})`,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', runId)
    .where('status', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
}

export interface PageCounts {
  seen: number;
  added: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
}

interface StepInput extends PageCounts {
  kind: 'page' | 'delete_pass' | 'hook';
  startedAt: Date;
  fetchMs: number;
  storeMs: number;
  calls: readonly object[];
  stream: number;
  /** The changes that it made: those of its stream after this one, … */
  firstSeq: number;
  /** … up to this one. */
  lastSeq: number;
}

/** Writes one step and adds it to the run's counters, in the page's own transaction. */
export async function recordStep(tx: TenantTx, run: RunRow, step: StepInput, total: number | undefined): Promise<void> {
  await tx
    .with('counted', (db) =>
      db
        .updateTable('run')
        .set({
          stalled: 0,
          retries: 0,
          steps: sql`steps + 1`,
          calls: sql`calls + ${step.calls.length}`,
          seen: sql`seen + ${step.seen}`,
          added: sql`added + ${step.added}`,
          updated: sql`updated + ${step.updated}`,
          unchanged: sql`unchanged + ${step.unchanged}`,
          deleted: sql`deleted + ${step.deleted}`,
          failed: sql`failed + ${step.failed}`,
          ...(total !== undefined && { total }),
        })
        .where('environment_id', '=', tx.tenant.environmentId)
        .where('id', '=', run.id)
        .returning('steps'),
    )
    .insertInto('run_step')
    .values((db) => ({
      environment_id: tx.tenant.environmentId,
      run_id: run.id,
      number: db.selectFrom('counted').select('steps'),
      customer_id: run.customer_id,
      attempt: run.attempt,
      kind: step.kind,
      started_at: step.startedAt,
      fetch_ms: step.fetchMs,
      store_ms: step.storeMs,
      calls: JSON.stringify(step.calls),
      seen: step.seen,
      added: step.added,
      updated: step.updated,
      unchanged: step.unchanged,
      deleted: step.deleted,
      failed: step.failed,
      stream: step.stream,
      first_seq: step.firstSeq,
      last_seq: step.lastSeq,
    }))
    .execute();
}

/** Adds requests that belong to no step. */
export async function countCalls(tx: TenantTx, runId: RunId, count: number): Promise<void> {
  if (count === 0) return;
  await tx
    .updateTable('run')
    .set({ calls: sql`calls + ${count}` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', runId)
    .execute();
}

interface RunEnd {
  status: 'succeeded' | 'failed' | 'cancelled';
  error?: RunError;
  now: Date;
}

export async function finishRun(
  tx: TenantTx,
  runId: RunId,
  { status, error, now }: RunEnd,
): Promise<RunRow | undefined> {
  return tx
    .updateTable('run')
    .set({ status, finished_at: now, error: error ? JSON.stringify(error) : null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', runId)
    .where('status', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
}

/** Puts a run back to sleep in the queue, saying why. */
export async function postponeRun(tx: TenantTx, runId: RunId, error: RunError): Promise<void> {
  await tx
    .updateTable('run')
    .set({ status: 'queued', stalled: 0, retries: sql`retries + 1`, error: JSON.stringify(error) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', runId)
    .execute();
}

export async function cancelOpenRun(tx: TenantTx, syncId: SyncId, now: Date): Promise<void> {
  await tx
    .updateTable('run')
    .set({ status: 'cancelled', finished_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('status', 'in', ['queued', 'running'])
    .execute();
}
