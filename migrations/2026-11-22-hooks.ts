import { type Kysely, sql } from 'kysely';

/*
 * What apps tell us. `hook_subscription`: where an app tells of one connection; its secret, and what renewing needs, sealed.
 * `inbound_event`: each event once, for fourteen days. `hook_account`: by which words of the app a connection is found when
 * a hook for the whole OAuth app names its account; kept by the database itself, so that no writer of a connection forgets it.
 */

const tables = sql`
create table hook_subscription (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  customer_id text collate "C" not null,
  connector text collate "C" not null,
  kind text not null check (kind in ('made', 'entered')),
  status text not null check (status in ('pending', 'active', 'failing')),
  asked boolean not null default false,
  external_id text,
  sealed bytea not null,
  expires_at timestamptz,
  due_at timestamptz,
  leased_until timestamptz,
  attempts integer not null default 0,
  error text,
  last_event_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, connection_id),
  foreign key (environment_id, connection_id) references connection on delete cascade
);
create index hook_subscription_due on hook_subscription (environment_id, due_at);
create table inbound_event (
  environment_id text collate "C" not null references environment on delete cascade,
  id text collate "C" not null,
  dedupe uuid not null,
  connector text collate "C" not null,
  subscription_id text collate "C",
  connection_id text collate "C",
  customer_id text collate "C",
  event_id text,
  type text not null,
  account text,
  object text,
  external_id text,
  happened_at timestamptz,
  data text,
  status text not null default 'received' check (status in ('received', 'done', 'dropped', 'failed')),
  reason text,
  received_at timestamptz not null default now(),
  primary key (environment_id, id),
  foreign key (environment_id, connection_id) references connection on delete cascade
);
create unique index inbound_event_dedupe on inbound_event (environment_id, dedupe);
create index inbound_event_connection on inbound_event (environment_id, connection_id, id) where connection_id is not null;
create index inbound_event_waiting on inbound_event (environment_id, id) where status = 'received';
create table hook_account (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  customer_id text collate "C" not null,
  connector text collate "C" not null,
  name text collate "C" not null,
  account text collate "C" not null,
  primary key (environment_id, connection_id, name),
  foreign key (environment_id, connection_id) references connection on delete cascade
);
create index hook_account_found on hook_account (environment_id, connector, account);
`;

/** The account's own id has the empty name. A value that is too long for an index is no account's name. */
const kept = sql`
create function keep_hook_accounts() returns trigger language plpgsql as $$
begin
  delete from hook_account where environment_id = new.environment_id and connection_id = new.id;
  insert into hook_account (environment_id, connection_id, customer_id, connector, name, account)
  select new.environment_id, new.id, new.customer_id, new.connector, v.name, v.account
    from (select '' as name, new.account_id as account
          union all select key, value from jsonb_each_text(new.learnt) where key <> '') v
   where v.account <> '' and length(v.account) <= 500;
  return new;
end $$;
create trigger keep_hook_accounts after insert or update of account_id, learnt on connection
  for each row execute function keep_hook_accounts();
`;

const inEnvironment = `environment_id = (select nullif(current_setting('portico.environment', true), ''))`;
const noCustomer = `(select nullif(current_setting('portico.customer', true), '')) is null`;
const own = `(${noCustomer} or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;
const checks = { hook_subscription: own, hook_account: own, inbound_event: noCustomer };

export async function up(db: Kysely<unknown>): Promise<void> {
  await tables.execute(db);
  // Row level security is lifted for a moment: its owner, too, would see none of the connections.
  await sql`alter table connection no force row level security`.execute(db);
  await kept.execute(db);
  await sql`update connection set learnt = learnt`.execute(db);
  await sql`alter table connection force row level security`.execute(db);
  for (const [table, check] of Object.entries(checks)) {
    const tenant = `${inEnvironment} and ${check}`;
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
    await sql.raw(`create policy tenant on ${table} using (${tenant}) with check (${tenant})`).execute(db);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger keep_hook_accounts on connection`.execute(db);
  await sql`drop function keep_hook_accounts()`.execute(db);
  await sql`drop table hook_account, inbound_event, hook_subscription`.execute(db);
}
