import { type Kysely, sql } from 'kysely';

/*
 * A sync's schedule as a value of its own (every, cron, manual, event), syncs that hooks drive, how far back a first load
 * goes, and what the app's fields looked like at the last full pass. `sync_touch` holds what a hook said has changed and
 * no run has read yet; the empty key says that something changed, without saying what.
 *
 * Row level security is lifted while rows are rewritten: their owner, too, would see none of them.
 */
const rewritten = ['sync', 'integration', 'run', 'run_step'];

const tables = sql`
alter table sync add column schedule jsonb;
update sync set schedule = jsonb_build_object('kind', 'every', 'seconds', every_seconds);
alter table sync alter column schedule set not null;
alter table sync drop column every_seconds;
alter table sync drop constraint sync_mode_check;
alter table sync add constraint sync_mode_check check (mode in ('incremental', 'full', 'webhook'));
alter table sync add column backfill_from timestamptz, add column last_pass_at timestamptz, add column fields jsonb,
  add column drift jsonb;
update sync set last_pass_at = last_success_at;
create index sync_event on sync (environment_id, (schedule ->> 'event'), customer_id) where schedule ->> 'kind' = 'event';
update integration set definition = jsonb_set(definition, '{syncs}', (
  select coalesce(jsonb_agg(s.value - 'everySeconds' || jsonb_build_object('schedule', jsonb_build_object('kind', 'every', 'seconds', s.value -> 'everySeconds')) order by s.n), '[]')
    from jsonb_array_elements(definition -> 'syncs') with ordinality as s(value, n)));
alter table run drop constraint run_trigger_check;
alter table run add constraint run_trigger_check
  check (trigger in ('first', 'schedule', 'manual', 'api', 'catch_up', 'event', 'hook', 'reset'));
alter table run_step drop constraint run_step_kind_check;
alter table run_step add constraint run_step_kind_check check (kind in ('page', 'delete_pass', 'hook'));
create table sync_touch (
  environment_id text collate "C" not null,
  sync_id text collate "C" not null,
  external_id text collate "C" not null,
  seen_at timestamptz not null default now(),
  primary key (environment_id, sync_id, external_id),
  foreign key (environment_id, sync_id) references sync on delete cascade
);
`;

const takenBack = sql`
drop table sync_touch;
update run_step set kind = 'page' where kind = 'hook';
alter table run_step drop constraint run_step_kind_check;
alter table run_step add constraint run_step_kind_check check (kind in ('page', 'delete_pass'));
update run set trigger = 'api' where trigger in ('event', 'hook', 'reset');
alter table run drop constraint run_trigger_check;
alter table run add constraint run_trigger_check check (trigger in ('first', 'schedule', 'manual', 'api', 'catch_up'));
update integration set definition = jsonb_set(definition, '{syncs}', (
  select coalesce(jsonb_agg(s.value - 'schedule' || jsonb_build_object('everySeconds', coalesce((s.value #>> '{schedule,seconds}')::integer, 86400)) order by s.n), '[]')
    from jsonb_array_elements(definition -> 'syncs') with ordinality as s(value, n)));
drop index sync_event;
alter table sync drop column backfill_from, drop column last_pass_at, drop column fields, drop column drift;
update sync set mode = 'incremental' where mode = 'webhook';
alter table sync drop constraint sync_mode_check;
alter table sync add constraint sync_mode_check check (mode in ('incremental', 'full'));
alter table sync add column every_seconds integer;
update sync set every_seconds = coalesce((schedule ->> 'seconds')::integer, 86400);
alter table sync alter column every_seconds set not null;
alter table sync add constraint sync_every_seconds_check check (every_seconds >= 60);
alter table sync drop column schedule;
`;

async function unguarded(db: Kysely<unknown>, act: () => Promise<unknown>): Promise<void> {
  for (const table of rewritten) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await act();
  for (const table of rewritten) await sql.raw(`alter table ${table} force row level security`).execute(db);
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await unguarded(db, () => tables.execute(db));
  const tenant = `environment_id = (select nullif(current_setting('portico.environment', true), ''))
    and ((select nullif(current_setting('portico.customer', true), '')) is null or sync_id in (
      select s.id from sync s
       where s.environment_id = (select nullif(current_setting('portico.environment', true), ''))
         and s.customer_id = (select nullif(current_setting('portico.customer', true), ''))))`;
  await sql`alter table sync_touch enable row level security`.execute(db);
  await sql`alter table sync_touch force row level security`.execute(db);
  await sql.raw(`create policy tenant on sync_touch using (${tenant}) with check (${tenant})`).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await unguarded(db, () => takenBack.execute(db));
}
