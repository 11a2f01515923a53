import { type Kysely, sql } from 'kysely';

/*
 * The record store, laid out for its size: a record of 1 KB and all that is kept about it fit seven to a block. So the
 * tables of this store know their environment by a number of four bytes, and have no columns for what can be found
 * otherwise: whose a stream is stands in `sync`, which page wrote a record in `run_step` (the page's range of `seq`).
 * What a changed record was before, and what the app sent, are tables beside it: most records have neither.
 *
 * Row level security is lifted while rows move: its owner, too, would see none of them.
 */
const inEnvironment = `environment = (select nullif(current_setting('portico.environment_number', true), '')::integer)`;
const ofCustomer = `((select nullif(current_setting('portico.customer', true), '')) is null or stream in (
  select s.stream from sync s
   where s.environment_id = (select nullif(current_setting('portico.environment', true), ''))
     and s.customer_id = (select nullif(current_setting('portico.customer', true), ''))))`;

const tables = sql`
alter table environment add column number integer generated always as identity unique;
create type record_action as enum ('added', 'updated', 'deleted');
alter table record rename to old_record;
alter table record_seen rename to old_record_seen;
alter table old_record disable row level security;
alter table old_record_seen disable row level security;
create table record (
  stream bigint not null,
  seq bigint not null,
  changed_at timestamptz not null,
  hash uuid not null,
  environment integer not null default current_setting('portico.environment_number')::integer,
  slot integer not null,
  action record_action not null,
  external_id text collate "C" not null,
  data text not null
);
insert into record (stream, seq, changed_at, hash, environment, slot, action, external_id, data)
select r.stream, r.seq, r.changed_at, r.hash, e.number, r.slot, r.action::record_action, r.external_id, r.data
  from old_record r join environment e on e.id = r.environment_id;
create table record_seen (
  environment integer not null default current_setting('portico.environment_number')::integer,
  stream bigint not null,
  chunk integer not null,
  bits bytea not null
);
insert into record_seen (environment, stream, chunk, bits)
select e.number, s.stream, s.chunk, s.bits from old_record_seen s join environment e on e.id = s.environment_id;
drop table old_record;
drop table old_record_seen;
alter table record add constraint record_pkey primary key (environment, stream, external_id);
alter table record_seen add constraint record_seen_pkey primary key (environment, stream, chunk);
create unique index record_feed on record (environment, stream, seq) where seq > 0;
create table record_before (
  stream bigint not null,
  seq bigint not null,
  changed_at timestamptz not null,
  environment integer not null default current_setting('portico.environment_number')::integer,
  slot integer not null,
  action record_action not null,
  external_id text collate "C" not null,
  data text not null,
  primary key (environment, stream, slot)
);
create table record_raw (
  stream bigint not null,
  environment integer not null default current_setting('portico.environment_number')::integer,
  slot integer not null,
  raw text not null,
  primary key (environment, stream, slot)
);
alter table run_step add column stream bigint, add column first_seq bigint, add column last_seq bigint;
create index run_step_lineage on run_step (environment_id, stream, last_seq) where last_seq > first_seq;
alter table sync add column keep_raw boolean not null default false;
`;

const takenBack = sql`
alter table sync drop column keep_raw;
drop index run_step_lineage;
alter table run_step drop column stream, drop column first_seq, drop column last_seq;
drop table record_raw;
drop table record_before;
alter table record rename to new_record;
alter table record_seen rename to new_record_seen;
alter table new_record disable row level security;
alter table new_record_seen disable row level security;
alter table sync no force row level security;
alter index record_pkey rename to new_record_pkey;
alter index record_feed rename to new_record_feed;
alter index record_seen_pkey rename to new_record_seen_pkey;
create table record (
  environment_id text collate "C" not null,
  stream bigint not null,
  external_id text collate "C" not null,
  customer_id text collate "C" not null,
  seq bigint not null,
  slot integer not null,
  hash uuid not null,
  action text not null check (action in ('added', 'updated', 'deleted')),
  data text not null,
  run_id text collate "C" not null,
  changed_at timestamptz not null,
  primary key (environment_id, stream, external_id)
) with (fillfactor = 90);
insert into record
select s.environment_id, r.stream, r.external_id, s.customer_id, r.seq, r.slot, r.hash, r.action::text, r.data, '', r.changed_at
  from new_record r join sync s on s.stream = r.stream;
create unique index record_feed on record (environment_id, stream, seq) where seq > 0;
create table record_seen (
  environment_id text collate "C" not null,
  stream bigint not null,
  customer_id text collate "C" not null,
  chunk integer not null,
  bits bytea not null,
  primary key (environment_id, stream, chunk)
);
insert into record_seen
select s.environment_id, r.stream, s.customer_id, r.chunk, r.bits from new_record_seen r join sync s on s.stream = r.stream;
alter table sync force row level security;
drop table new_record;
drop table new_record_seen;
drop type record_action;
alter table environment drop column number;
`;

function guard(table: string, check: string): string {
  return `alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy tenant on ${table} using (${check}) with check (${check});`;
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await tables.execute(db);
  for (const table of ['record', 'record_seen', 'record_before', 'record_raw'])
    await sql.raw(guard(table, `${inEnvironment} and ${ofCustomer}`)).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await takenBack.execute(db);
  const environment = `environment_id = (select nullif(current_setting('portico.environment', true), ''))`;
  const customer = `((select nullif(current_setting('portico.customer', true), '')) is null or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;
  for (const table of ['record', 'record_seen'])
    await sql.raw(guard(table, `${environment} and ${customer}`)).execute(db);
}
