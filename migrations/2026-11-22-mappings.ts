import { type Kysely, sql } from 'kysely';

/*
 * How a sync's rows become records of the vendor's model: a document for each version, written once. `json`, not `jsonb`:
 * it is read by people, in the order in which they wrote it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table mapping (
    environment_id text collate "C" not null,
    sync_id text collate "C" not null,
    version integer not null,
    customer_id text collate "C" not null,
    document json not null,
    target json,
    created_at timestamptz not null default now(),
    created_by text collate "C" not null,
    primary key (environment_id, sync_id, version),
    foreign key (environment_id, sync_id) references sync on delete cascade
  )`.execute(db);
  const tenant = `environment_id = (select nullif(current_setting('portico.environment', true), ''))
    and ((select nullif(current_setting('portico.customer', true), '')) is null
      or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;
  await sql`alter table mapping enable row level security`.execute(db);
  await sql`alter table mapping force row level security`.execute(db);
  await sql.raw(`create policy tenant on mapping using (${tenant}) with check (${tenant})`).execute(db);
  await sql`alter table sync add column mapping_version integer, add column mapping_problems json`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sync drop column mapping_version, drop column mapping_problems`.execute(db);
  await sql`drop table mapping`.execute(db);
}
