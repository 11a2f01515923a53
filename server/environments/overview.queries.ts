import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';

/** The figures at the top of the overview. */
export async function countOverview(
  tx: TenantTx,
): Promise<{ customers: number; syncing: number; succeeded: number; failed: number }> {
  const { rows } = await sql<{ customers: number; syncing: number; succeeded: number; failed: number }>`
    select (select count(*) from customer where environment_id = ${tx.tenant.environmentId})::integer as customers,
           (select count(*) from run where environment_id = ${tx.tenant.environmentId} and status = 'running')::integer as syncing,
           count(*) filter (where status = 'succeeded')::integer as succeeded,
           count(*) filter (where status = 'failed')::integer as failed
      from run
     where environment_id = ${tx.tenant.environmentId} and queued_at > now() - interval '24 hours'`.execute(tx);
  return rows[0] ?? { customers: 0, syncing: 0, succeeded: 0, failed: 0 };
}

export interface RecordsOfHour {
  hour: Date;
  added: number;
  updated: number;
  deleted: number;
}

/** What the runs of each of the last 24 hours brought, hours without any too; a run counts for the hour in which it was due. */
export async function countRecordsByHour(tx: TenantTx): Promise<RecordsOfHour[]> {
  const { rows } = await sql<RecordsOfHour>`
    select h.hour, coalesce(r.added, 0)::integer as added, coalesce(r.updated, 0)::integer as updated, coalesce(r.deleted, 0)::integer as deleted
      from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') as h(hour)
      left join (
        select date_trunc('hour', queued_at) as hour, sum(added) as added, sum(updated) as updated, sum(deleted) as deleted
          from run
         where environment_id = ${tx.tenant.environmentId} and queued_at >= date_trunc('hour', now()) - interval '23 hours'
         group by 1
      ) r on r.hour = h.hour
     order by h.hour`.execute(tx);
  return rows;
}
