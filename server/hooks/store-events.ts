import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { enqueueQuietly, priority } from '#server/jobs/boss.ts';
import { jobColumns, jobTable, jobValues } from '#server/jobs/job-row.ts';
import { sealRows } from '#server/keys/payloads.ts';
import { currentMark, namesOf } from './hook-source.ts';
import { readRows, type TakenIn } from './read-events.ts';

const eventsAJob = 200;

/**
 * Keeps each event once and enqueues what is to be done with it. Of a hook whose sender is not any more as it was known,
 * nothing is kept. All in one statement, because apps wait for it.
 */
export async function storeEvents(
  tx: TenantTx,
  hooks: readonly TakenIn[],
): Promise<{ are: boolean[]; stored: number }> {
  const { environmentId } = tx.tenant;
  const read = hooks.flatMap((taken, index) => readRows(taken).map((row) => ({ ...row, place: index + 1 })));
  const events = await sealRows(tx, 'inbound_event', read);
  const sources = hooks.map(({ source }) => source);
  const { rows } = await sql<{ are: boolean[]; stored: number }>`
    with told as materialized (
      select place, ${currentMark(environmentId)} = known as "is" from ${namesOf(sources)}),
    kept as (
      insert into inbound_event (environment_id, ${names})
      select ${environmentId}, ${names} from told
        join json_to_recordset(${JSON.stringify(events)}::json) as e(place integer, ${typed}) using (place) where "is"
      on conflict (environment_id, dedupe) do nothing returning id),
    enqueued as (
      insert into ${jobTable} (${jobColumns})
      select ${jobValues({ data: sql`jsonb_build_object('environmentId', ${environmentId}::text, 'eventIds', j.ids)`, priority: sql`${priority.webhook}::integer` })}
        from (select jsonb_agg(id order by id) as ids
                from (select id, (row_number() over (order by id) - 1) / ${eventsAJob}::integer as part from kept) k group by part) j
        cross join pgboss.queue q where q.name = 'hook')
    select array_agg("is" order by place) as are, (select count(*)::integer from kept) as stored from told`.execute(tx);
  return rows[0] ?? { are: [], stored: 0 };
}

/** What of an event is written, and as what it is read. */
const columns = {
  id: 'text',
  dedupe: 'uuid',
  connector: 'text',
  subscription_id: 'text',
  connection_id: 'text',
  customer_id: 'text',
  event_id: 'text',
  type: 'text',
  account: 'text',
  object: 'text',
  external_id: 'text',
  happened_at: 'timestamptz',
  data: 'text',
  status: 'text',
  reason: 'text',
  received_at: 'timestamptz',
} satisfies Record<keyof ReturnType<typeof readRows>[number], string>;
const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
const typed = sql.raw(
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', '),
);

/** Workers are not told of it: announce it after the commit. */
export async function enqueueEvents(tx: TenantTx, eventIds: string[]): Promise<void> {
  for (let start = 0; start < eventIds.length; start += eventsAJob) {
    const payload = { eventIds: eventIds.slice(start, start + eventsAJob) };
    await enqueueQuietly(tx, 'hook', payload, { priority: priority.webhook });
  }
}
