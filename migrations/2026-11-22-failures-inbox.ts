import { type Kysely, sql } from 'kysely';

/*
 * Failures as an inbox: grouped by their cause, read again on request, ignored with a reason; and since when the runs of
 * a sync end in a failure, so that those syncs are found without looking at every run.
 *
 * Row level security is lifted while rows are rewritten: their owner, too, would see none of them.
 */
const rewritten = ['failure', 'sync', 'run'];

const tables = sql`
alter table failure add column code text, add column cause text not null default '', add column retried_at timestamptz,
  add column ignored_at timestamptz, add column ignored_by text, add column ignored_reason text;
update failure set cause = left(concat_ws('|', class, '', coalesce(field, ''), message), 300);
create index failure_recent on failure (environment_id, last_seen_at desc, id desc) where closed_at is null and ignored_at is null;
create index failure_ignored on failure (environment_id, last_seen_at desc, id desc) where closed_at is null and ignored_at is not null;
create index failure_cause on failure (environment_id, cause, last_seen_at desc, id desc) where closed_at is null;
create index failure_customer on failure (environment_id, customer_id, last_seen_at desc, id desc) where closed_at is null;
create index failure_retried on failure (environment_id, retried_at) where retried_at is not null;
alter table sync add column failing_since timestamptz;
update sync s set failing_since = last.finished_at
  from (select distinct on (environment_id, sync_id) environment_id, sync_id, status, finished_at
          from run where status in ('succeeded', 'failed') order by environment_id, sync_id, queued_at desc) last
 where last.environment_id = s.environment_id and last.sync_id = s.id and last.status = 'failed';
create index sync_failing on sync (environment_id, failing_since) where failing_since is not null;
`;

const takenBack = sql`
drop index sync_failing;
alter table sync drop column failing_since;
drop index failure_retried;
drop index failure_customer;
drop index failure_cause;
drop index failure_ignored;
drop index failure_recent;
alter table failure drop column code, drop column cause, drop column retried_at, drop column ignored_at,
  drop column ignored_by, drop column ignored_reason;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of rewritten) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await tables.execute(db);
  for (const table of rewritten) await sql.raw(`alter table ${table} force row level security`).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await takenBack.execute(db);
}
