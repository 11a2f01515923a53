import { sql } from 'kysely';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import type { RunTrigger } from '#server/runs/run.queries.ts';
import { startRun } from '#server/syncs/start-run.ts';
import { lockSync, restartStream } from '#server/syncs/sync.queries.ts';
import { type FailureFilter, matchesFilter, requireChoice } from './failure-filter.ts';

/** How many syncs one call starts; the next call goes on after them. */
const syncsPerCall = 50;

/** Why a sync can't read anything now. */
export type Hindrance = 'paused' | 'connection' | 'running';

interface Retry {
  choice: FailureFilter;
  /** When the first call of this retry was made: it names the retry. */
  askedAt: Date;
  /** The last sync of the call before. */
  after: string;
  trigger: RunTrigger;
}

export interface Retried {
  failures: number;
  hindered: Record<Hindrance, number>;
  /** Where the next call goes on; null when all are asked for. */
  next: SyncId | null;
}

/**
 * Reads records that failed once more. What failed is no change at the app, so the next incremental pass would not meet
 * it again: the whole stream is read, and whatever works now is stored and closes its failure.
 */
export async function retryFailures(tx: TenantTx, { choice, askedAt, after, trigger }: Retry): Promise<Retried> {
  requireChoice(choice);
  const syncs = await syncsOf(tx, choice, after);
  const hindered: Retried['hindered'] = { paused: 0, connection: 0, running: 0 };
  const started: SyncId[] = [];
  for (const syncId of syncs) {
    const hindrance = await restart(tx, syncId, trigger, askedAt);
    if (hindrance) hindered[hindrance]++;
    else started.push(syncId);
  }
  const failures = await markRetried(tx, choice, started, askedAt);
  return { failures, hindered, next: syncs.length === syncsPerCall ? (syncs.at(-1) ?? null) : null };
}

async function syncsOf(tx: TenantTx, choice: FailureFilter, after: string): Promise<SyncId[]> {
  const { rows } = await sql<{ sync_id: SyncId }>`
    select distinct f.sync_id from failure f
     where ${matchesFilter(tx, choice)} and f.sync_id > ${after}
     order by f.sync_id
     limit ${syncsPerCall}`.execute(tx);
  return rows.map((row) => row.sync_id);
}

/** A run on its way is not interrupted: it may be the first one, hours into a long list. */
async function restart(tx: TenantTx, syncId: SyncId, trigger: RunTrigger, now: Date): Promise<Hindrance | undefined> {
  const sync = await lockSync(tx, syncId);
  if (!sync || sync.status === 'paused') return 'paused';
  const connection = await getConnection(tx, sync.connection_id);
  if (connection.status !== 'active') return 'connection';
  const run = await startRun(tx, sync, trigger, { now });
  if (!run) return 'running';
  await restartStream(tx, syncId);
  return undefined;
}

async function markRetried(tx: TenantTx, choice: FailureFilter, syncs: SyncId[], now: Date): Promise<number> {
  if (syncs.length === 0) return 0;
  const { numAffectedRows } = await sql`
    update failure f set retried_at = ${now}
     where ${matchesFilter(tx, choice)} and f.sync_id = any(${syncs}::text[])`.execute(tx);
  return Number(numAffectedRows);
}

export interface RetryProgress {
  waiting: number;
  stored: number;
  failed: number;
}

/** How far a retry is: what was stored, what failed again, and what has not been read yet. */
export async function countRetried(tx: TenantTx, askedAt: Date): Promise<RetryProgress> {
  const { rows } = await sql<RetryProgress>`
    select count(*) filter (where closed_at is not null)::integer as stored,
           count(*) filter (where closed_at is null and last_seen_at > retried_at)::integer as failed,
           count(*) filter (where closed_at is null and last_seen_at <= retried_at)::integer as waiting
      from failure
     where environment_id = ${tx.tenant.environmentId} and retried_at = ${askedAt}`.execute(tx);
  return rows[0] ?? { waiting: 0, stored: 0, failed: 0 };
}
