import { sql } from 'kysely';
import { textArray, tidArray } from '#server/db/binary-array.ts';
import type { ControlDb } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { jobsChannel } from '#server/jobs/boss.ts';
import type { DueSync } from './claim.queries.ts';

/**
 * Gives each of them a slot until then, puts its run into the queue and tells the workers: in one statement, because
 * this is most of what a run costs the dispatcher. The job is the very row that the queue itself would write.
 */
export async function giveSlots(db: ControlDb, rows: readonly DueSync[], until: Date): Promise<void> {
  // A run that is named only now can't be in the queue yet: nobody has to look whether it is.
  const [known, planned] = [rows.filter((row) => row.runId !== null), rows.filter((row) => row.runId === null)];
  await give(db, known, until, sql`on conflict do nothing`);
  await give(db, planned, until, sql``);
}

async function give(db: ControlDb, rows: readonly DueSync[], until: Date, conflict: ReturnType<typeof sql>) {
  if (rows.length === 0) return;
  const places = tidArray(rows.map((row) => row.place));
  const runIds = textArray(rows.map((row) => row.runId ?? newId('run')));
  await sql`
    with given as (
      update sync_schedule s set state = 'busy', run_id = c.run_id, wake_at = ${until}
        from unnest(${places}::tid[], ${runIds}::text[]) c(place, run_id)
       where s.ctid = c.place
      returning s.environment_id, s.sync_id, s.run_id, s.priority),
    told as materialized (select pg_notify(${jobsChannel}, 'sync'))
    insert into pgboss.job_common (id, name, data, priority, start_after, created_on, singleton_key, expire_seconds, deletion_seconds,
                            keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select gen_random_uuid(), q.name,
           ('{"environmentId":"' || g.environment_id || '","runId":"' || g.run_id || '","syncId":"' || g.sync_id || '"}')::jsonb,
           g.priority, now(), now(), g.run_id, q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1s',
           q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
      from given g cross join told cross join pgboss.queue q where q.name = 'sync'
    ${conflict}`.execute(db);
}
