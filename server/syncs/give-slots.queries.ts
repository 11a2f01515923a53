import { sql } from 'kysely';
import { textArray, tidArray } from '#server/db/binary-array.ts';
import type { ControlDb } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { jobsChannel } from '#server/jobs/boss.ts';
import { jobColumns, jobTable, jobValues } from '#server/jobs/job-row.ts';
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

const data = sql`('{"environmentId":"' || g.environment_id || '","runId":"' || g.run_id || '","syncId":"' || g.sync_id || '"}')::jsonb`;

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
    insert into ${jobTable} (${jobColumns})
    select ${jobValues({ data, priority: sql`g.priority`, singletonKey: sql`g.run_id` })}
      from given g cross join told cross join pgboss.queue q where q.name = 'sync'
    ${conflict}`.execute(db);
}
