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
    alter table environment add column retention json not null default '{}';
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
    alter table erasure force row level security;`.execute(db);
  await sql
    .raw(`create policy tenant on erasure
    using (${inEnvironment} and ${ofCustomer}) with check (${inEnvironment} and ${ofCustomer})`)
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table erasure;
    drop index run_step_calls;
    drop index record_deleted;
    alter table environment drop column retention;
    alter table sync drop column told_seq;
    drop index delivery_subject;
    alter table delivery drop column subject;`.execute(db);
}
