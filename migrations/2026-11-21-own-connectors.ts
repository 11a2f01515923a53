import { type Kysely, sql } from 'kysely';

/*
 * Connectors that an environment has made for itself: one draft, and versions that never change, of which one is published.
 * `json` and not `jsonb`: whoever wrote it finds it again in the order in which it was written.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table own_connector (
    environment_id text collate "C" not null references environment on delete cascade,
    id text collate "C" not null,
    slug text collate "C" not null,
    draft json not null,
    draft_by text collate "C",
    draft_at timestamptz not null default now(),
    published integer,
    created_at timestamptz not null default now(),
    primary key (environment_id, id),
    unique (environment_id, slug),
    check (slug like 'own-%')
  )`.execute(db);
  await sql`create table own_connector_version (
    environment_id text collate "C" not null,
    connector_id text collate "C" not null,
    version integer not null,
    definition json not null,
    note text not null,
    created_by text collate "C",
    created_at timestamptz not null default now(),
    primary key (environment_id, connector_id, version),
    foreign key (environment_id, connector_id) references own_connector on delete cascade
  )`.execute(db);
  for (const table of ['own_connector', 'own_connector_version']) {
    // Read for customers, too: what they connect may be one of these.
    const tenant = "environment_id = (select nullif(current_setting('portico.environment', true), ''))";
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
    await sql.raw(`create policy tenant on ${table} using (${tenant}) with check (${tenant})`).execute(db);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table own_connector_version`.execute(db);
  await sql`drop table own_connector`.execute(db);
}
