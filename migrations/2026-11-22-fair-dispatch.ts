import { type Kysely, sql } from 'kysely';

/*
 * Who of the due ones gets a slot. A schedule row waits for its time, is ready (due, but nothing is free for it), or is
 * busy (its run is in the queue or being worked on). Each state has the index of its own question: what is due, whose turn
 * is it, and how many does a customer have already.
 */
const states = `
alter table sync no force row level security;
alter table sync_schedule
  add column connection_id text collate "C",
  add column state text not null default 'waiting' check (state in ('waiting', 'ready', 'busy')),
  add column priority smallint not null default 10;
update sync_schedule t set connection_id = s.connection_id from sync s where s.id = t.sync_id;
delete from sync_schedule where connection_id is null;
update sync_schedule set state = 'busy' where run_id is not null;
alter table sync_schedule alter column connection_id set not null;
alter table sync force row level security;
drop index sync_schedule_due;
create index sync_schedule_timer on sync_schedule (wake_at) where state <> 'ready';
create index sync_schedule_ready on sync_schedule (priority, customer_id, wake_at) where state = 'ready';
create index sync_schedule_busy on sync_schedule (customer_id, connection_id) where state = 'busy';
-- Each row is written a few times an hour: it must not wait for a fifth of the table to be dead.
alter table sync_schedule set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
create table worker (
  id text collate "C" primary key,
  slots integer not null check (slots >= 0),
  seen_at timestamptz not null
);
alter table environment
  add column customer_runs integer not null default 10 check (customer_runs between 1 and 1000),
  add column connection_runs integer not null default 4 check (connection_runs between 1 and 100);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(states).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table environment drop column customer_runs, drop column connection_runs;
drop table worker;
drop index sync_schedule_timer, sync_schedule_ready, sync_schedule_busy;
alter table sync_schedule reset (autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor);
alter table sync_schedule drop column connection_id, drop column state, drop column priority;
create index sync_schedule_due on sync_schedule (wake_at);
`)
    .execute(db);
}
