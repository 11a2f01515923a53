import { type Kysely, sql } from 'kysely';

/*
 * What happens in the tab, for the vendor's funnel: names and ids, nothing that anybody typed. And what somebody typed into
 * the wizard before the page was left: it lies at the server, because the browser stores nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table embed_event (
    environment_id text collate "C" not null references environment (id),
    id bigint generated always as identity,
    customer_id text collate "C" not null,
    end_user_id text collate "C" not null,
    integration_id text collate "C",
    name text collate "C" not null,
    detail text,
    plan text,
    at timestamptz not null default now(),
    primary key (environment_id, id),
    foreign key (environment_id, customer_id) references customer (environment_id, id) on delete cascade
  )`.execute(db);
  await sql`create index embed_event_at on embed_event (environment_id, at)`.execute(db);
  await sql`create index embed_event_customer on embed_event (environment_id, customer_id)`.execute(db);
  await sql`create index embed_event_integration on embed_event (environment_id, integration_id, at)
    where integration_id is not null`.execute(db);
  const tenant = `environment_id = (select nullif(current_setting('portico.environment', true), ''))
    and ((select nullif(current_setting('portico.customer', true), '')) is null
      or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;
  await sql`alter table embed_event enable row level security`.execute(db);
  await sql`alter table embed_event force row level security`.execute(db);
  await sql.raw(`create policy tenant on embed_event using (${tenant}) with check (${tenant})`).execute(db);
  await sql`alter table connect add column draft jsonb not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connect drop column draft`.execute(db);
  await sql`drop table embed_event`.execute(db);
}
