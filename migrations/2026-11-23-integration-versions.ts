import { type Kysely, sql } from 'kysely';

/*
 * What a vendor offers gets versions that nobody can change any more, with a draft beside them; installations are pinned to
 * one, and come to the next by a rollout. What was offered until now is version 1.
 *
 * Row level security is lifted while rows are rewritten: their owner, too, would see none of them.
 */
const rewritten = ['integration', 'installation', 'connect', 'customer'];

const ofEnvironment = `environment_id = (select nullif(current_setting('portico.environment', true), ''))`;
const ofCustomer = `${ofEnvironment}
    and ((select nullif(current_setting('portico.customer', true), '')) is null
      or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;

const tables = sql`
create table integration_version (
  environment_id text collate "C" not null,
  integration_id text collate "C" not null,
  version integer not null,
  definition jsonb not null,
  change text not null check (change in ('first', 'minor', 'major')),
  changes jsonb not null default '[]',
  note text not null default '',
  created_by text collate "C",
  created_at timestamptz not null default now(),
  primary key (environment_id, integration_id, version),
  foreign key (environment_id, integration_id) references integration on delete cascade
);
insert into integration_version (environment_id, integration_id, version, definition, change)
  select environment_id, id, 1, definition, 'first' from integration;
alter table integration
  alter column version drop default,
  alter column version drop not null,
  add column live_version integer,
  add column draft jsonb not null default '{}',
  add column draft_by text collate "C",
  add column draft_at timestamptz not null default now(),
  add column featured boolean not null default false,
  add column position integer not null default 0,
  add column upgrades text not null default 'minor' check (upgrades in ('minor', 'ask', 'manual'));
update integration set version = 1, live_version = 1, draft = definition, draft_at = updated_at;
alter table integration drop column definition;
alter table integration alter column draft drop default;
update installation set integration_version = 1;
alter table installation
  add column asked_version integer,
  add constraint installation_pinned foreign key (environment_id, integration_id, integration_version) references integration_version;
create index installation_by_version on installation (environment_id, integration_id, integration_version, id) where removed_at is null;
alter table connect add column integration_version integer;
alter table customer add column plan text;
create table rollout (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  integration_id text collate "C" not null,
  from_version integer not null,
  version integer not null,
  status text not null check (status in ('running', 'halted', 'finished', 'rolled_back')),
  share integer not null check (share between 0 and 100),
  customers text[] collate "C" not null default '{}',
  min_runs integer not null,
  max_points integer not null,
  reason text,
  upgraded integer not null default 0,
  asked integer not null default 0,
  after_id text collate "C",
  created_by text collate "C" not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, integration_id, version) references integration_version on delete cascade,
  foreign key (environment_id, integration_id, from_version) references integration_version on delete cascade
);
create unique index rollout_open on rollout (environment_id, integration_id) where status in ('running', 'halted');
create index rollout_recent on rollout (environment_id, integration_id, id desc);
create table installation_version (
  environment_id text collate "C" not null,
  installation_id text collate "C" not null,
  version integer not null,
  customer_id text collate "C" not null,
  rollout_id text collate "C",
  answers jsonb not null default '{}',
  entered_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (environment_id, installation_id, version),
  foreign key (environment_id, installation_id) references installation on delete cascade
);
create index installation_version_rollout on installation_version (environment_id, rollout_id) where rollout_id is not null;
create table internal_value (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  integration_id text collate "C" not null,
  customer_id text collate "C" not null,
  sealed bytea not null,
  names text[] not null,
  changed_by text collate "C" not null,
  changed_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, integration_id, customer_id),
  foreign key (environment_id, integration_id) references integration on delete cascade,
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create table integration_vote (
  environment_id text collate "C" not null,
  integration_id text collate "C" not null,
  customer_id text collate "C" not null,
  end_user_id text collate "C",
  note text,
  at timestamptz not null default now(),
  primary key (environment_id, integration_id, customer_id),
  foreign key (environment_id, integration_id) references integration on delete cascade,
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create function refuse_change() returns trigger language plpgsql as $$
begin
  -- With its integration it may go; by itself, never.
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  raise exception 'A published version is never changed: %.%', tg_table_name, old.version using errcode = 'restrict_violation';
end $$;
create trigger integration_version_immutable before update or delete on integration_version
  for each row execute function refuse_change();
`;

const policies: Record<string, string> = {
  integration_version: ofEnvironment,
  rollout: ofEnvironment,
  installation_version: ofCustomer,
  internal_value: ofCustomer,
  integration_vote: ofCustomer,
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of rewritten) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await tables.execute(db);
  for (const table of rewritten) await sql.raw(`alter table ${table} force row level security`).execute(db);
  for (const [table, tenant] of Object.entries(policies)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
    await sql.raw(`create policy tenant on ${table} using (${tenant}) with check (${tenant})`).execute(db);
  }
}

const takenBack = sql`
drop table integration_vote, internal_value, installation_version, rollout;
alter table customer drop column plan;
alter table connect drop column integration_version;
drop index installation_by_version;
alter table installation
  drop constraint installation_pinned,
  drop column asked_version;
alter table integration add column definition jsonb;
update integration i set definition = v.definition
  from integration_version v
 where v.environment_id = i.environment_id and v.integration_id = i.id and v.version = i.live_version;
update integration set definition = draft where definition is null;
update integration set version = 1 where version is null;
alter table integration
  alter column definition set not null,
  alter column version set default 1,
  alter column version set not null,
  drop column live_version,
  drop column draft,
  drop column draft_by,
  drop column draft_at,
  drop column featured,
  drop column position,
  drop column upgrades;
drop table integration_version;
drop function refuse_change;
`;

export async function down(db: Kysely<unknown>): Promise<void> {
  const before = ['integration', 'integration_version'];
  for (const table of before) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await takenBack.execute(db);
  await sql.raw('alter table integration force row level security').execute(db);
}
