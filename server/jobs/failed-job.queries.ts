import { sql } from 'kysely';
import type { ControlDb, TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { PageRequest, TimeCursor } from '#server/trpc/page.ts';
import { boss } from './boss.ts';
import { deadLetterQueue } from './queues.ts';

/** A job whose handler has failed as often as its queue allows. It is kept, and can be tried again. */
export interface FailedJob {
  id: string;
  queue: string;
  /** Ids only. */
  payload: Record<string, unknown>;
  error: string | null;
  /** How often it was tried. */
  tries: number;
  /** When it was put into its queue for the first time. */
  queuedAt: Date;
  failedAt: Date;
  failed_at_text: string;
}

/** Which failed jobs of an environment are meant; all of them where nothing is said. */
interface FailedChoice {
  queue?: string | undefined;
  /** Those that failed with these words; null: without any. */
  error?: string | null | undefined;
}

const columns = sql`id, source_name as queue, data as payload, source_output ->> 'message' as error,
  coalesce(source_retry_count, 0) + 1 as tries, coalesce(source_created_on, created_on) as "queuedAt",
  created_on as "failedAt", created_on::text as failed_at_text`;
const isFailed = sql`name = ${deadLetterQueue} and state < 'active'`;

const isOf = (tx: TenantTx, { queue, error }: FailedChoice) => sql`
  ${isFailed} and data ->> 'environmentId' = ${tx.tenant.environmentId}
  ${queue === undefined ? sql`` : sql`and source_name = ${queue}`}
  ${error === undefined ? sql`` : sql`and source_output ->> 'message' is not distinct from ${error}`}`;

/** Those of one environment, newest first. The queue's tables know no tenants: the environment is asked for by name. */
export async function listFailedJobs(
  tx: TenantTx,
  { limit, after, ...choice }: Pick<PageRequest, 'limit'> & FailedChoice & { after: TimeCursor | undefined },
): Promise<FailedJob[]> {
  const older = after ? sql`and (created_on, id::text) < (${after.at}::timestamptz, ${after.id})` : sql``;
  const { rows } = await sql<FailedJob>`
    select ${columns} from pgboss.job
     where ${isOf(tx, choice)} ${older}
     order by created_on desc, id::text desc limit ${limit + 1}`.execute(tx);
  return rows;
}

/** Puts a job of this environment back into its queue, with all its tries. */
export async function retryFailedJob(tx: TenantTx, id: string): Promise<void> {
  const { environmentId } = tx.tenant;
  const retried = await (await boss()).redrive(deadLetterQueue, { ids: [id], data: { environmentId } });
  if (retried === 0) throw notFound('failed job', id);
}

const atOnce = 1000;

/** The same for all that are meant and have failed until now: one that fails again meanwhile is not taken twice. */
export async function retryFailedJobs(tx: TenantTx, choice: FailedChoice): Promise<number> {
  const { environmentId } = tx.tenant;
  const instance = await boss();
  const { rows } = await sql<{ id: string }>`select id from pgboss.job where ${isOf(tx, choice)} order by id`.execute(
    tx,
  );
  let retried = 0;
  for (let from = 0; from < rows.length; from += atOnce) {
    const ids = rows.slice(from, from + atOnce).map(({ id }) => id);
    retried += await instance.redrive(deadLetterQueue, { ids, data: { environmentId } });
  }
  return retried;
}

/** Forgets a job: what it was to do stays undone. */
export async function dismissFailedJob(tx: TenantTx, id: string): Promise<void> {
  const dismissed = await sql`delete from pgboss.job where ${isOf(tx, {})} and id = ${id}::uuid`.execute(tx);
  if (Number(dismissed.numAffectedRows ?? 0n) === 0) throw notFound('failed job', id);
}

export async function dismissFailedJobs(tx: TenantTx, choice: FailedChoice): Promise<number> {
  const dismissed = await sql`delete from pgboss.job where ${isOf(tx, choice)}`.execute(tx);
  return Number(dismissed.numAffectedRows ?? 0n);
}

interface FailedCause {
  queue: string;
  error: string | null;
  jobs: number;
  firstAt: Date;
  lastAt: Date;
}

/** What has failed for good in an environment, by the kind of work and by why; the most frequent first. */
export async function listFailedCauses(tx: TenantTx): Promise<FailedCause[]> {
  const { rows } = await sql<FailedCause>`
    select source_name as queue, source_output ->> 'message' as error, count(*)::integer as jobs,
           min(created_on) as "firstAt", max(created_on) as "lastAt"
      from pgboss.job where ${isOf(tx, {})} group by 1, 2 order by 3 desc, 1, 2 limit 100`.execute(tx);
  return rows;
}

interface FailedCount {
  queue: string;
  error: string | null;
  count: number;
  since: Date;
}

/** Of all environments, by what went wrong: for whoever runs Portico. */
export async function countFailedJobs(db: ControlDb): Promise<FailedCount[]> {
  const { rows } = await sql<FailedCount>`
    select source_name as queue, source_output ->> 'message' as error, count(*)::integer as count, min(created_on) as since
      from pgboss.job where ${isFailed} group by 1, 2 order by 3 desc limit 100`.execute(db);
  return rows;
}
