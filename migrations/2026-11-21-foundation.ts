import { type Kysely, sql } from 'kysely';

/*
 * The foundation: who is who, what a customer connected, what was synced, and what was told.
 *
 * Every tenant table starts its keys with environment_id (and so can be sharded by it), has no foreign key or unique key
 * across tenants, and is guarded by forced row level security. Control tables, which hold no customer's data, are listed
 * last with the reason why they have no policy.
 */

const control = sql`
create table vendor (
  id text collate "C" primary key,
  name text not null,
  created_at timestamptz not null default now()
);
create table environment (
  id text collate "C" primary key,
  vendor_id text collate "C" not null references vendor,
  name text not null,
  kind text not null check (kind in ('development', 'staging', 'production')),
  allowed_origins text[] not null default '{}',
  return_urls text[] not null default '{}',
  created_at timestamptz not null default now()
);
create table member (
  id text collate "C" primary key,
  vendor_id text collate "C" not null references vendor,
  email text not null,
  name text not null,
  password_hash text not null,
  role text not null check (role in ('owner', 'developer', 'support', 'viewer')),
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz
);
create unique index member_email on member (lower(email));
create table member_session (
  id text collate "C" primary key,
  member_id text collate "C" not null references member on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create table sync_schedule (
  sync_id text collate "C" primary key,
  environment_id text collate "C" not null,
  customer_id text collate "C" not null,
  run_id text collate "C",
  wake_at timestamptz not null
);
create index sync_schedule_due on sync_schedule (wake_at);
create table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
`;

const tenant = sql`
create table data_key (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  wrapped bytea not null,
  wrapped_by text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (environment_id, id)
);
create table api_key (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  name text not null,
  hint text not null,
  token_hash bytea not null,
  created_by text collate "C",
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (environment_id, id)
);
create index api_key_token on api_key (token_hash);
create table embed_key (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  kid text not null,
  name text not null,
  algorithm text not null check (algorithm in ('RS256', 'ES256', 'EdDSA')),
  public_jwk jsonb,
  jwks_url text,
  private_key bytea,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (environment_id, id),
  unique (environment_id, kid)
);
create table customer (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  external_id text not null,
  name text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, external_id)
);
create table end_user (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  external_id text not null,
  name text,
  email text,
  role text not null check (role in ('admin', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, customer_id, external_id),
  foreign key (environment_id, customer_id) references customer on delete cascade
);
create table embed_token_use (
  environment_id text collate "C" not null,
  jti_hash bytea not null,
  expires_at timestamptz not null,
  primary key (environment_id, jti_hash)
);
create index embed_token_use_expiry on embed_token_use (environment_id, expires_at);
create table embed_session (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  end_user_id text collate "C" not null,
  token_hash bytea not null,
  origin text,
  locale text not null,
  role text not null,
  claims jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, customer_id) references customer on delete cascade,
  foreign key (environment_id, end_user_id) references end_user on delete cascade
);
create index embed_session_token on embed_session (token_hash);
create index embed_session_expiry on embed_session (environment_id, expires_at);
create table oauth_app (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  connector text not null,
  client_id text not null,
  client_secret bytea not null,
  scopes text[] not null default '{}',
  parameters jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, connector)
);
create table integration (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  slug text not null,
  connector text not null,
  name text not null,
  description text not null,
  category text not null,
  status text not null check (status in ('draft', 'published', 'coming_soon')),
  definition jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, slug)
);
create table installation (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  integration_id text collate "C" not null,
  integration_version integer not null,
  status text not null check (status in ('setup', 'active', 'paused', 'removed')),
  answers jsonb not null default '{}',
  created_by text collate "C",
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, customer_id) references customer on delete cascade,
  foreign key (environment_id, integration_id) references integration
);
create unique index installation_one on installation (environment_id, customer_id, integration_id) where removed_at is null;
create table connection (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  installation_id text collate "C" not null,
  connector text not null,
  status text not null check (status in ('active', 'needs_reauth', 'misconfigured', 'paused', 'disconnected')),
  reason text check (reason in ('expired', 'revoked', 'missing_scope', 'misconfigured')),
  reason_detail text,
  account_id text,
  account_name text,
  granted_scopes text[] not null default '{}',
  learnt jsonb not null default '{}',
  connected_by text collate "C",
  created_at timestamptz not null default now(),
  status_changed_at timestamptz not null default now(),
  primary key (environment_id, id),
  foreign key (environment_id, customer_id) references customer on delete cascade,
  foreign key (environment_id, installation_id) references installation on delete cascade
);
create index connection_installation on connection (environment_id, installation_id);
create index connection_customer on connection (environment_id, customer_id);
create table credential (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  customer_id text collate "C" not null,
  version integer not null default 1,
  ciphertext bytea not null,
  expires_at timestamptz,
  refresh_at timestamptz,
  previous bytea,
  previous_until timestamptz,
  lease text,
  lease_until timestamptz,
  failures integer not null default 0,
  retry_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (environment_id, connection_id),
  foreign key (environment_id, connection_id) references connection on delete cascade
);
create table connect (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  end_user_id text collate "C" not null,
  integration_id text collate "C" not null,
  connection_id text collate "C",
  stage text not null check (stage in ('account-type', 'before', 'authorize', 'after', 'mapping', 'review', 'done', 'failed', 'cancelled')),
  origin text not null,
  handoff_hash bytea,
  cookie_hash bytea,
  answers jsonb not null default '{}',
  account_id text,
  account_name text,
  granted_scopes text[] not null default '{}',
  learnt jsonb not null default '{}',
  pending bytea,
  warning jsonb,
  failure jsonb,
  installation_id text collate "C",
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, customer_id) references customer on delete cascade,
  foreign key (environment_id, end_user_id) references end_user on delete cascade,
  foreign key (environment_id, integration_id) references integration
);
create index connect_expiry on connect (environment_id, expires_at);
create table connect_state (
  environment_id text collate "C" not null,
  state_hash bytea not null,
  connect_id text collate "C" not null,
  customer_id text collate "C" not null,
  connector text not null,
  cookie_hash bytea not null,
  secrets bytea not null,
  redirect_uri text not null,
  expires_at timestamptz not null,
  primary key (environment_id, state_hash),
  foreign key (environment_id, connect_id) references connect on delete cascade
);
create sequence stream_number;
create table sync (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  stream bigint not null default nextval('stream_number'),
  customer_id text collate "C" not null,
  installation_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  model text not null,
  label text not null,
  mode text not null check (mode in ('incremental', 'full')),
  every_seconds integer not null check (every_seconds >= 60),
  status text not null check (status in ('active', 'paused')),
  run_id text collate "C",
  checkpoint jsonb,
  watermark jsonb,
  last_full_pass_at timestamptz,
  last_seq bigint not null default 0,
  next_slot integer not null default 0,
  records integer not null default 0,
  first_success_at timestamptz,
  last_success_at timestamptz,
  last_change_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (environment_id, id),
  unique (environment_id, connection_id, object),
  foreign key (environment_id, customer_id) references customer on delete cascade,
  foreign key (environment_id, installation_id) references installation on delete cascade,
  foreign key (environment_id, connection_id) references connection on delete cascade
);
create index sync_feed on sync (environment_id, model, customer_id);
create index sync_customer on sync (environment_id, customer_id);
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
create unique index record_feed on record (environment_id, stream, seq) where seq > 0;
create table record_seen (
  environment_id text collate "C" not null,
  stream bigint not null,
  customer_id text collate "C" not null,
  chunk integer not null,
  bits bytea not null,
  primary key (environment_id, stream, chunk)
);
create table run (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  kind text not null check (kind in ('sync')),
  sync_id text collate "C" not null,
  connection_id text collate "C" not null,
  trigger text not null check (trigger in ('first', 'schedule', 'manual', 'api', 'catch_up')),
  status text not null check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  attempt integer not null default 0,
  stalled integer not null default 0,
  retries integer not null default 0,
  accept_deletes boolean not null default false,
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  steps integer not null default 0,
  calls integer not null default 0,
  seen integer not null default 0,
  total integer,
  added integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  deleted integer not null default 0,
  failed integer not null default 0,
  error jsonb,
  primary key (environment_id, id),
  foreign key (environment_id, sync_id) references sync on delete cascade
);
create index run_recent on run (environment_id, queued_at desc, id desc);
create index run_sync on run (environment_id, sync_id, queued_at desc);
create index run_customer on run (environment_id, customer_id, queued_at desc);
create unique index run_one_at_a_time on run (environment_id, sync_id) where status in ('queued', 'running');
create table run_step (
  environment_id text collate "C" not null,
  run_id text collate "C" not null,
  number integer not null,
  customer_id text collate "C" not null,
  attempt integer not null,
  kind text not null check (kind in ('page', 'delete_pass')),
  started_at timestamptz not null,
  fetch_ms integer not null,
  store_ms integer not null,
  calls jsonb not null default '[]',
  seen integer not null,
  added integer not null,
  updated integer not null,
  unchanged integer not null,
  deleted integer not null,
  failed integer not null,
  primary key (environment_id, run_id, number),
  foreign key (environment_id, run_id) references run on delete cascade
);
create table failure (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  sync_id text collate "C" not null,
  run_id text collate "C" not null,
  external_id text collate "C" not null,
  class text not null,
  field text,
  message text not null,
  remedy text not null,
  input text not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, sync_id) references sync on delete cascade
);
create unique index failure_open on failure (environment_id, sync_id, external_id) where closed_at is null;
create table endpoint (
  environment_id text collate "C" not null references environment,
  id text collate "C" not null,
  url text not null,
  secret bytea not null,
  events text[] not null default '{}',
  status text not null check (status in ('enabled', 'disabled')),
  disabled_reason text,
  failing_since timestamptz,
  created_at timestamptz not null default now(),
  primary key (environment_id, id)
);
create table delivery (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  endpoint_id text collate "C" not null,
  message_id text collate "C" not null,
  type text not null,
  payload text not null,
  status text not null check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  replay_of text collate "C",
  primary key (environment_id, id),
  foreign key (environment_id, endpoint_id) references endpoint on delete cascade
);
create index delivery_recent on delivery (environment_id, endpoint_id, created_at desc, id desc);
create table delivery_attempt (
  environment_id text collate "C" not null,
  delivery_id text collate "C" not null,
  number integer not null,
  at timestamptz not null default now(),
  duration_ms integer not null,
  status integer,
  error text,
  response text,
  primary key (environment_id, delivery_id, number),
  foreign key (environment_id, delivery_id) references delivery on delete cascade
);
create table idempotency_key (
  environment_id text collate "C" not null,
  key text collate "C" not null,
  operation text not null,
  body_hash bytea not null,
  answer text not null,
  created_at timestamptz not null default now(),
  primary key (environment_id, key)
);
create index idempotency_key_age on idempotency_key (environment_id, created_at);
create table activity (
  environment_id text collate "C" not null,
  id bigint generated always as identity,
  customer_id text collate "C" not null,
  installation_id text collate "C" not null,
  at timestamptz not null default now(),
  sentence text not null,
  tone text not null check (tone in ('neutral', 'good', 'warning')),
  actor text collate "C",
  primary key (environment_id, id),
  foreign key (environment_id, installation_id) references installation on delete cascade
);
create index activity_recent on activity (environment_id, installation_id, id desc);
`;

/** Tables of one environment that a request of an end user needs too: what is offered, how to encrypt, whom to tell. */
const environmentTables = [
  ...[
    'data_key',
    'embed_key',
    'oauth_app',
    'integration',
    'endpoint',
    'delivery',
    'delivery_attempt',
    'embed_token_use',
  ],
];

/** Tables of the vendor alone: closed as soon as a transaction speaks for a customer. */
const vendorTables = ['idempotency_key'];

/** Tables whose rows belong to one customer. */
const customerTables = [
  ...['end_user', 'installation', 'connection', 'credential', 'connect', 'connect_state', 'sync', 'record'],
  ...['record_seen', 'run', 'run_step', 'failure', 'activity'],
];

const inEnvironment = `environment_id = (select nullif(current_setting('portico.environment', true), ''))`;
const noCustomer = `(select nullif(current_setting('portico.customer', true), '')) is null`;
const ofCustomer = (column: string) =>
  `(${noCustomer} or ${column} = (select nullif(current_setting('portico.customer', true), '')))`;

/** Whoever holds a token may read the row of that token, before the tenant is known: there is no other way from a bearer token to its tenant. */
const holdsToken = `token_hash = (select decode(nullif(current_setting('portico.token', true), ''), 'hex'))`;

function policies(): string {
  const lines: string[] = [];
  const guard = (table: string, check: string, read = check) => {
    lines.push(`alter table ${table} enable row level security;`, `alter table ${table} force row level security;`);
    if (read === check) lines.push(`create policy tenant on ${table} using (${check}) with check (${check});`);
    else {
      lines.push(`create policy tenant on ${table} using (${check}) with check (${check});`);
      lines.push(`create policy bearer on ${table} for select using (${read});`);
    }
  };
  for (const table of environmentTables) guard(table, inEnvironment);
  for (const table of vendorTables) guard(table, `${inEnvironment} and ${noCustomer}`);
  guard('customer', `${inEnvironment} and ${ofCustomer('id')}`);
  for (const table of customerTables) guard(table, `${inEnvironment} and ${ofCustomer('customer_id')}`);
  guard('api_key', `${inEnvironment} and ${noCustomer}`, holdsToken);
  guard('embed_session', `${inEnvironment} and ${ofCustomer('customer_id')}`, holdsToken);
  return lines.join('\n');
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await control.execute(db);
  await tenant.execute(db);
  await sql.raw(policies()).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const tables = [
    ...[
      'activity',
      'idempotency_key',
      'delivery_attempt',
      'delivery',
      'endpoint',
      'failure',
      'run_step',
      'run',
      'record_seen',
    ],
    ...[
      'record',
      'sync',
      'connect_state',
      'connect',
      'credential',
      'connection',
      'installation',
      'integration',
      'oauth_app',
    ],
    ...[
      'embed_session',
      'embed_token_use',
      'end_user',
      'customer',
      'embed_key',
      'api_key',
      'data_key',
      'sync_schedule',
    ],
    ...['rate_limit', 'member_session', 'member', 'environment', 'vendor'],
  ];
  for (const table of tables) await sql.raw(`drop table if exists ${table}`).execute(db);
  await sql`drop sequence if exists stream_number`.execute(db);
}
