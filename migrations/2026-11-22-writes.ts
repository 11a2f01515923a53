import { type Kysely, sql } from 'kysely';

/*
 * Writes from the vendor to the apps. `write_item` is the ledger: what is to be written, the intent before each call, and
 * what came of it. A lane is one object of one connection: one process at a time writes in it, so that no record is ever
 * written twice at once. `link` is which record of the vendor is which row of the app.
 */
const tables = sql`
create table write_lane (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  customer_id text collate "C" not null,
  attempt integer not null default 0,
  lease_until timestamptz,
  wake_at timestamptz,
  retries integer not null default 0,
  primary key (environment_id, connection_id, object),
  foreign key (environment_id, connection_id) references connection on delete cascade,
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create table write_batch (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  mode text not null check (mode in ('upsert', 'create', 'update')),
  status text not null check (status in ('open', 'finished')),
  items integer not null,
  owners json not null default '{}',
  seen json,
  urgent boolean not null default false,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, connection_id) references connection on delete cascade,
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create index write_batch_connection on write_batch (environment_id, connection_id, id);
create index write_batch_open on write_batch (environment_id, connection_id, object) where status = 'open';
create index write_batch_age on write_batch (environment_id, finished_at) where finished_at is not null;
create table write_item (
  environment_id text collate "C" not null,
  id bigint generated always as identity,
  batch_id text collate "C" not null,
  position integer not null,
  customer_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  vendor_id text collate "C" not null,
  key text collate "C",
  version bigint,
  content uuid not null,
  changed_at timestamptz,
  data text,
  state text not null check (state in ('queued', 'writing', 'written', 'failed', 'uncertain', 'conflict', 'superseded', 'cancelled')),
  urgent boolean not null default false,
  alone boolean not null default false,
  tries integer not null default 0,
  wake_at timestamptz,
  intent text collate "C",
  intent_at timestamptz,
  sent text,
  action text check (action in ('created', 'updated', 'unchanged')),
  conflicts json not null default '[]',
  error json,
  ended_at timestamptz,
  primary key (environment_id, id),
  unique (environment_id, batch_id, position),
  foreign key (environment_id, batch_id) references write_batch on delete cascade
) with (fillfactor = 80);
create index write_item_waiting on write_item (environment_id, connection_id, object, urgent desc, id) where state = 'queued';
create index write_item_writing on write_item (environment_id, connection_id, object, intent) where state = 'writing';
create index write_item_open on write_item (environment_id, batch_id) where state in ('queued', 'writing');
create index write_item_record on write_item (environment_id, connection_id, object, vendor_id, id);
create table link (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  vendor_id text collate "C" not null,
  key text collate "C" not null,
  customer_id text collate "C" not null,
  version bigint,
  content uuid,
  written text not null default '{}',
  written_at timestamptz,
  echo boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (environment_id, connection_id, object, vendor_id),
  unique (environment_id, connection_id, object, key),
  foreign key (environment_id, connection_id) references connection on delete cascade,
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create index link_echo on link (environment_id, connection_id, object, key) where echo;
alter table sync add column written_at timestamptz;
`;

const own = ['write_lane', 'write_batch', 'write_item', 'link'];
const tenant = `environment_id = (select nullif(current_setting('portico.environment', true), ''))
  and ((select nullif(current_setting('portico.customer', true), '')) is null
    or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await tables.execute(db);
  for (const table of own) {
    await sql
      .raw(`alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy tenant on ${table} using (${tenant}) with check (${tenant});`)
      .execute(db);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sync drop column written_at`.execute(db);
  for (const table of own.toReversed()) await sql.raw(`drop table ${table} cascade`).execute(db);
}
