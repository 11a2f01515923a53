import { type Kysely, sql } from 'kysely';

/*
 * What each page of a stream's last full pass was like. A page whose answer is the same as then is not even parsed: its
 * records are known to be there, and to be as they are stored.
 */
const inEnvironment = `environment = (select nullif(current_setting('portico.environment_number', true), '')::integer)`;
const ofCustomer = `((select nullif(current_setting('portico.customer', true), '')) is null or stream in (
  select s.stream from sync s
   where s.environment_id = (select nullif(current_setting('portico.environment', true), ''))
     and s.customer_id = (select nullif(current_setting('portico.customer', true), ''))))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table page_memory (
      environment integer not null default current_setting('portico.environment_number')::integer,
      stream bigint not null,
      number integer not null,
      reader uuid not null,
      cursor uuid not null,
      request uuid not null,
      body uuid not null,
      etag text,
      page json not null,
      slots int4multirange not null,
      primary key (environment, stream, number)
    );
    alter table page_memory enable row level security;
    alter table page_memory force row level security;`.execute(db);
  await sql
    .raw(`create policy tenant on page_memory
    using (${inEnvironment} and ${ofCustomer}) with check (${inEnvironment} and ${ofCustomer})`)
    .execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table page_memory`.execute(db);
}
