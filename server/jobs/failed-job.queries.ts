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
  failedAt: Date;
  failed_at_text: string;
}

const columns = sql`id, source_name as queue, data as payload, source_output ->> 'message' as error,
  created_on as "failedAt", created_on::text as failed_at_text`;
const isFailed = sql`name = ${deadLetterQueue} and state < 'active'`;

/** Those of one environment, newest first. The queue's tables know no tenants: the environment is asked for by name. */
export async function listFailedJobs(
  tx: TenantTx,
  { limit, after }: Pick<PageRequest, 'limit'> & { after: TimeCursor | undefined },
): Promise<FailedJob[]> {
  const older = after ? sql`and (created_on, id::text) < (${after.at}::timestamptz, ${after.id})` : sql``;
  const { rows } = await sql<FailedJob>`
    select ${columns} from pgboss.job
     where ${isFailed} and data ->> 'environmentId' = ${tx.tenant.environmentId} ${older}
     order by created_on desc, id::text desc limit ${limit + 1}`.execute(tx);
  return rows;
}

/** Puts a job of this environment back into its queue, with all its tries. */
export async function retryFailedJob(tx: TenantTx, id: string): Promise<void> {
  const { environmentId } = tx.tenant;
  const retried = await (await boss()).redrive(deadLetterQueue, { ids: [id], data: { environmentId } });
  if (retried === 0) throw notFound('failed job', id);
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
