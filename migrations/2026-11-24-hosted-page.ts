import { type Kysely, sql } from 'kysely';

/*
 * `portal_link`: a link to the hosted page, for one person: to the integrations of a customer, or to one connect that
 * somebody else cannot do. Of its token and of its code only hashes are here. `mail`: what is sent by e-mail, written with
 * what it is about; what it says is sealed, and gone once it was sent.
 */
const tables = sql`
create table portal_link (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  kind text not null check (kind in ('visit', 'favour')),
  token_hash bytea not null,
  email text,
  name text,
  external_id text,
  role text not null check (role in ('admin', 'member', 'viewer')),
  locale text,
  route text not null default '/',
  integration_id text collate "C",
  connect_id text collate "C",
  asked_by text collate "C",
  note text,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  opened_at timestamptz,
  done_at timestamptz,
  revoked_at timestamptz,
  end_user_id text collate "C",
  grant_hash bytea,
  grant_expires_at timestamptz,
  code_hash bytea,
  code_expires_at timestamptz,
  code_tries integer not null default 0,
  primary key (environment_id, id),
  foreign key (environment_id, customer_id) references customer on delete cascade,
  foreign key (environment_id, end_user_id) references end_user on delete set null (end_user_id)
);
create index portal_link_customer on portal_link (environment_id, customer_id, id);
create index portal_link_connect on portal_link (environment_id, connect_id) where connect_id is not null;
create index portal_link_end_user on portal_link (environment_id, end_user_id) where end_user_id is not null;
create table mail (
  environment_id text collate "C" not null references environment on delete cascade,
  id text collate "C" not null,
  customer_id text collate "C",
  kind text not null,
  to_address text not null,
  to_name text,
  subject text not null,
  content bytea,
  dedupe text,
  status text not null check (status in ('waiting', 'sent', 'failed', 'kept')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  expires_at timestamptz,
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create unique index mail_dedupe on mail (environment_id, dedupe) where dedupe is not null;
create index mail_customer on mail (environment_id, customer_id) where customer_id is not null;
alter table environment add column brand jsonb not null default '{}', add column portal_address text, add column tab_address text;
alter table end_user add column locale text, add column nudges boolean not null default true;
alter table connect add column helper_id text collate "C", add column portal_link_id text collate "C";
alter table embed_session add column portal_link_id text collate "C", add column connect_id text collate "C";
create index embed_session_portal_link on embed_session (environment_id, portal_link_id) where portal_link_id is not null;
`;

const tenant = `environment_id = (select nullif(current_setting('portico.environment', true), ''))
  and ((select nullif(current_setting('portico.customer', true), '')) is null
    or customer_id = (select nullif(current_setting('portico.customer', true), '')))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await tables.execute(db);
  for (const table of ['portal_link', 'mail']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
    await sql.raw(`create policy tenant on ${table} using (${tenant}) with check (${tenant})`).execute(db);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index embed_session_portal_link`.execute(db);
  await sql`alter table embed_session drop column portal_link_id, drop column connect_id`.execute(db);
  await sql`alter table connect drop column helper_id, drop column portal_link_id`.execute(db);
  await sql`alter table end_user drop column locale, drop column nudges`.execute(db);
  await sql`alter table environment drop column brand, drop column portal_address, drop column tab_address`.execute(db);
  await sql`drop table mail, portal_link`.execute(db);
}
