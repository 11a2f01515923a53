import { type Kysely, sql } from 'kysely';

/*
 * What has been used of each limit that an app publishes, shared by all processes. One row for each limit and whoever
 * shares it: a connection, a customer, or everybody of the environment. Times are milliseconds by the database's clock.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table call_budget (
    environment_id text collate "C" not null references environment on delete cascade,
    subject text collate "C" not null,
    rate text collate "C" not null,
    connection_id text collate "C",
    customer_id text collate "C",
    slot bigint not null default 0,
    used integer[] not null default '{}',
    paused_until bigint not null default 0,
    told_left integer,
    told_until bigint not null default 0,
    interactive_at bigint not null default 0,
    askers jsonb not null default '{}',
    leases jsonb not null default '{}',
    primary key (environment_id, subject, rate),
    foreign key (environment_id, connection_id) references connection on delete cascade,
    foreign key (environment_id, customer_id) references customer on delete cascade
  ) with (fillfactor = 50)`.execute(db);
  const tenant = `environment_id = (select nullif(current_setting('portico.environment', true), ''))
    and (select nullif(current_setting('portico.customer', true), '')) is null`;
  await sql`create index call_budget_connection on call_budget (environment_id, connection_id)`.execute(db);
  await sql`create index call_budget_customer on call_budget (environment_id, customer_id)`.execute(db);
  await sql`alter table call_budget enable row level security`.execute(db);
  await sql`alter table call_budget force row level security`.execute(db);
  await sql.raw(`create policy tenant on call_budget using (${tenant}) with check (${tenant})`).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table call_budget`.execute(db);
}
