import { type Kysely, sql } from 'kysely';

const inEnvironment = `environment_id = (select nullif(current_setting('portico.environment', true), ''))`;
const ofCustomer = `((select nullif(current_setting('portico.customer', true), '')) is null or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table delivery add column subject text collate "C";
    create index delivery_subject on delivery (environment_id, endpoint_id, subject, created_at desc) where subject is not null;
    alter table sync add column told_seq bigint not null default 0;
    alter table sync no force row level security;
    update sync set told_seq = last_seq;
    alter table sync force row level security;
    alter table environment add column retention json not null default '{}',
      add column record_encryption text not null default 'off' check (record_encryption in ('off', 'sealing', 'on', 'opening'));
    alter table data_key add column for_records boolean not null default false;
    create index record_deleted on record (environment, changed_at) where action = 'deleted';
    create index run_step_calls on run_step (environment_id, run_id, number) where calls <> '[]';
    create table erasure (
      environment_id text collate "C" not null references environment (id),
      customer_id text collate "C" not null,
      external_id_hash text collate "C" not null,
      requested_by text collate "C",
      requested_at timestamptz not null default now(),
      finished_at timestamptz,
      rows json,
      primary key (environment_id, customer_id)
    );
    create index erasure_of on erasure (environment_id, external_id_hash);
    alter table erasure enable row level security;
    alter table erasure force row level security;
    create table destination (
      environment_id text collate "C" not null references environment (id),
      id text collate "C" not null,
      name text not null,
      connector text collate "C" not null,
      account_type text,
      account_name text not null,
      learnt jsonb not null default '{}',
      credential bytea not null,
      settings jsonb not null,
      customer_id text collate "C",
      model text,
      status text not null check (status in ('active', 'paused')),
      error jsonb,
      failures integer not null default 0,
      next_attempt_at timestamptz,
      delivered_at timestamptz,
      delivered bigint not null default 0,
      lease text,
      lease_until timestamptz,
      created_at timestamptz not null default now(),
      primary key (environment_id, id),
      foreign key (environment_id, customer_id) references customer (environment_id, id) on delete cascade
    );
    create index destination_customer on destination (environment_id, customer_id);
    alter table destination enable row level security;
    alter table destination force row level security;
    create table destination_stream (
      environment_id text collate "C" not null,
      destination_id text collate "C" not null,
      stream bigint not null,
      seq bigint not null default 0,
      until bigint not null,
      goal bigint,
      primary key (environment_id, destination_id, stream),
      foreign key (environment_id, destination_id) references destination (environment_id, id) on delete cascade
    );
    alter table destination_stream enable row level security;
    alter table destination_stream force row level security;`.execute(db);
  await sql
    .raw(`create policy tenant on destination_stream using (${inEnvironment}) with check (${inEnvironment});
    create policy tenant on destination
    using (${inEnvironment} and ${ofCustomer}) with check (${inEnvironment} and ${ofCustomer})`)
    .execute(db);
  await sql
    .raw(`create policy tenant on erasure
    using (${inEnvironment} and ${ofCustomer}) with check (${inEnvironment} and ${ofCustomer})`)
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table destination_stream;
    drop table destination;
    drop table erasure;
    drop index run_step_calls;
    drop index record_deleted;
    alter table data_key drop column for_records;
    alter table environment drop column record_encryption, drop column retention;
    alter table sync drop column told_seq;
    drop index delivery_subject;
    alter table delivery drop column subject;`.execute(db);
}
