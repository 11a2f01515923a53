create type record_action as enum ('added', 'updated', 'deleted');
create table activity (
  environment_id text collate "C" not null,
  id bigint not null generated always as identity,
  customer_id text collate "C" not null,
  installation_id text collate "C" not null,
  at timestamp with time zone not null default now(),
  sentence text not null,
  tone text not null,
  actor text collate "C",
  code text,
  details jsonb
);
create table api_key (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  hint text not null,
  token_hash bytea not null,
  created_by text collate "C",
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table call_budget (
  environment_id text collate "C" not null,
  subject text collate "C" not null,
  rate text collate "C" not null,
  connection_id text collate "C",
  customer_id text collate "C",
  slot bigint not null default 0,
  used integer[] not null default '{}'::integer[],
  paused_until bigint not null default 0,
  told_left integer,
  told_until bigint not null default 0,
  interactive_at bigint not null default 0,
  askers jsonb not null default '{}'::jsonb,
  leases jsonb not null default '{}'::jsonb
);
create table connect (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  end_user_id text collate "C" not null,
  integration_id text collate "C" not null,
  connection_id text collate "C",
  stage text not null,
  origin text not null,
  handoff_hash bytea,
  cookie_hash bytea,
  answers jsonb not null default '{}'::jsonb,
  account_id text,
  account_name text,
  granted_scopes text[] not null default '{}'::text[],
  learnt jsonb not null default '{}'::jsonb,
  pending bytea,
  warning jsonb,
  failure jsonb,
  installation_id text collate "C",
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  account_type text,
  before jsonb not null default '{}'::jsonb,
  draft jsonb not null default '{}'::jsonb,
  integration_version integer,
  mappings json not null default '{}'::json,
  choices jsonb not null default '{}'::jsonb,
  helper_id text collate "C",
  portal_link_id text collate "C"
);
create table connect_state (
  environment_id text collate "C" not null,
  state_hash bytea not null,
  connect_id text collate "C" not null,
  customer_id text collate "C" not null,
  connector text not null,
  cookie_hash bytea not null,
  secrets bytea not null,
  redirect_uri text not null,
  expires_at timestamp with time zone not null
);
create table connection (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  installation_id text collate "C" not null,
  connector text not null,
  status text not null,
  reason text,
  reason_detail text,
  account_id text,
  account_name text,
  granted_scopes text[] not null default '{}'::text[],
  learnt jsonb not null default '{}'::jsonb,
  connected_by text collate "C",
  created_at timestamp with time zone not null default now(),
  status_changed_at timestamp with time zone not null default now(),
  account_type text
);
create table credential (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  customer_id text collate "C" not null,
  version integer not null default 1,
  ciphertext bytea not null,
  expires_at timestamp with time zone,
  refresh_at timestamp with time zone,
  previous_until timestamp with time zone,
  lease text,
  lease_until timestamp with time zone,
  failures integer not null default 0,
  retry_at timestamp with time zone,
  updated_at timestamp with time zone not null default now(),
  previous bytea,
  ends_at timestamp with time zone,
  tell_end_at timestamp with time zone,
  checked_at timestamp with time zone,
  cut_off_at timestamp with time zone
);
create table customer (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  external_id text not null,
  name text not null,
  metadata jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  plan text
);
create table data_key (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  wrapped bytea not null,
  wrapped_by text not null,
  created_at timestamp with time zone not null default now(),
  retired_at timestamp with time zone,
  for_records boolean not null default false
);
create table delivery (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  endpoint_id text collate "C" not null,
  message_id text collate "C" not null,
  type text not null,
  payload text not null,
  status text not null,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  delivered_at timestamp with time zone,
  replay_of text collate "C",
  subject text collate "C"
);
create table delivery_attempt (
  environment_id text collate "C" not null,
  delivery_id text collate "C" not null,
  number integer not null,
  at timestamp with time zone not null default now(),
  duration_ms integer not null,
  status integer,
  error text,
  response text
);
create table destination (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  connector text collate "C" not null,
  account_type text,
  account_name text not null,
  learnt jsonb not null default '{}'::jsonb,
  credential bytea not null,
  settings jsonb not null,
  customer_id text collate "C",
  model text,
  status text not null,
  error jsonb,
  failures integer not null default 0,
  next_attempt_at timestamp with time zone,
  delivered_at timestamp with time zone,
  delivered bigint not null default 0,
  lease text,
  lease_until timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table destination_stream (
  environment_id text collate "C" not null,
  destination_id text collate "C" not null,
  stream bigint not null,
  seq bigint not null default 0,
  until bigint not null,
  goal bigint
);
create table embed_event (
  environment_id text collate "C" not null,
  id bigint not null generated always as identity,
  customer_id text collate "C" not null,
  end_user_id text collate "C" not null,
  integration_id text collate "C",
  name text collate "C" not null,
  detail text,
  plan text,
  at timestamp with time zone not null default now()
);
create table embed_key (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  kid text not null,
  name text not null,
  algorithm text not null,
  public_jwk jsonb,
  jwks_url text,
  private_key bytea,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone
);
create table embed_session (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  end_user_id text collate "C" not null,
  token_hash bytea not null,
  origin text,
  locale text not null,
  role text not null,
  claims jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  portal_link_id text collate "C",
  connect_id text collate "C"
);
create table embed_token_use (
  environment_id text collate "C" not null,
  jti_hash bytea not null,
  expires_at timestamp with time zone not null
);
create table end_user (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  external_id text not null,
  name text,
  email text,
  role text not null,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  locale text,
  nudges boolean not null default true
);
create table endpoint (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  url text not null,
  secret bytea not null,
  events text[] not null default '{}'::text[],
  status text not null,
  disabled_reason text,
  failing_since timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table environment (
  id text collate "C" not null,
  vendor_id text collate "C" not null,
  name text not null,
  kind text not null,
  allowed_origins text[] not null default '{}'::text[],
  return_urls text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  number integer not null generated always as identity,
  customer_runs integer not null default 10,
  connection_runs integer not null default 4,
  retention json not null default '{}'::json,
  record_encryption text not null default 'off'::text,
  record_encryption_done bigint not null default 0,
  customer_view json not null default '{}'::json,
  brand jsonb not null default '{}'::jsonb,
  portal_address text,
  tab_address text
);
create table erasure (
  environment_id text collate "C" not null,
  customer_id text collate "C" not null,
  external_id_hash text collate "C" not null,
  requested_by text collate "C",
  requested_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  rows json
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
  first_seen_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  code text,
  cause text not null default ''::text,
  retried_at timestamp with time zone,
  ignored_at timestamp with time zone,
  ignored_by text,
  ignored_reason text
);
create table hook_account (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  customer_id text collate "C" not null,
  connector text collate "C" not null,
  name text collate "C" not null,
  account text collate "C" not null
);
create table hook_subscription (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  customer_id text collate "C" not null,
  connector text collate "C" not null,
  kind text not null,
  status text not null,
  asked boolean not null default false,
  external_id text,
  sealed bytea not null,
  expires_at timestamp with time zone,
  due_at timestamp with time zone,
  leased_until timestamp with time zone,
  attempts integer not null default 0,
  error text,
  last_event_at timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table idempotency_key (
  environment_id text collate "C" not null,
  key text collate "C" not null,
  operation text not null,
  body_hash bytea not null,
  answer text,
  created_at timestamp with time zone not null default now(),
  lease text,
  lease_until timestamp with time zone
);
create table inbound_event (
  environment_id text collate "C" not null,
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
  happened_at timestamp with time zone,
  data text,
  status text not null default 'received'::text,
  reason text,
  received_at timestamp with time zone not null default now()
);
create table installation (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  integration_id text collate "C" not null,
  integration_version integer not null,
  status text not null,
  answers jsonb not null default '{}'::jsonb,
  created_by text collate "C",
  created_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  asked_version integer
);
create table installation_version (
  environment_id text collate "C" not null,
  installation_id text collate "C" not null,
  version integer not null,
  customer_id text collate "C" not null,
  rollout_id text collate "C",
  answers jsonb not null default '{}'::jsonb,
  entered_at timestamp with time zone not null default now(),
  left_at timestamp with time zone
);
create table integration (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  slug text not null,
  connector text not null,
  name text not null,
  description text not null,
  category text not null,
  status text not null,
  version integer,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  live_version integer,
  draft jsonb not null,
  draft_by text collate "C",
  draft_at timestamp with time zone not null default now(),
  featured boolean not null default false,
  position integer not null default 0,
  upgrades text not null default 'minor'::text
);
create table integration_version (
  environment_id text collate "C" not null,
  integration_id text collate "C" not null,
  version integer not null,
  definition jsonb not null,
  change text not null,
  changes jsonb not null default '[]'::jsonb,
  note text not null default ''::text,
  created_by text collate "C",
  created_at timestamp with time zone not null default now()
);
create table integration_vote (
  environment_id text collate "C" not null,
  integration_id text collate "C" not null,
  customer_id text collate "C" not null,
  end_user_id text collate "C",
  note text,
  at timestamp with time zone not null default now()
);
create table internal_value (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  integration_id text collate "C" not null,
  customer_id text collate "C" not null,
  sealed bytea not null,
  names text[] not null,
  changed_by text collate "C" not null,
  changed_at timestamp with time zone not null default now()
);
create table link (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  vendor_id text collate "C" not null,
  key text collate "C" not null,
  customer_id text collate "C" not null,
  version bigint,
  content uuid,
  written text not null default '{}'::text,
  written_at timestamp with time zone,
  echo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  sync_id text collate "C",
  model_written text not null default '{}'::text,
  merged_into text collate "C"
);
create table mail (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C",
  kind text not null,
  to_address text not null,
  to_name text,
  subject text not null,
  content bytea,
  dedupe text,
  status text not null,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  expires_at timestamp with time zone,
  error text,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone
);
create table mapping (
  environment_id text collate "C" not null,
  sync_id text collate "C" not null,
  version integer not null,
  customer_id text collate "C" not null,
  document json not null,
  target json,
  created_at timestamp with time zone not null default now(),
  created_by text collate "C" not null,
  write json
);
create table member (
  id text collate "C" not null,
  vendor_id text collate "C" not null,
  email text not null,
  name text not null,
  password_hash text not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  last_sign_in_at timestamp with time zone
);
create table member_session (
  id text collate "C" not null,
  member_id text collate "C" not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
create table oauth_app (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  connector text not null,
  client_id text not null,
  client_secret bytea not null,
  scopes text[] not null default '{}'::text[],
  parameters jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  kind text not null default 'own'::text,
  resource text not null default ''::text,
  secret_parameters bytea
);
create table own_connector (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  slug text collate "C" not null,
  draft json not null,
  draft_by text collate "C",
  draft_at timestamp with time zone not null default now(),
  published integer,
  created_at timestamp with time zone not null default now()
);
create table own_connector_version (
  environment_id text collate "C" not null,
  connector_id text collate "C" not null,
  version integer not null,
  definition json not null,
  note text not null,
  created_by text collate "C",
  created_at timestamp with time zone not null default now()
);
create table page_memory (
  environment integer not null default (current_setting('portico.environment_number'::text))::integer,
  stream bigint not null,
  number integer not null,
  reader uuid not null,
  cursor uuid not null,
  request uuid not null,
  body uuid not null,
  etag text,
  page json not null,
  slots int4multirange not null,
  rows bytea
);
create table portal_link (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  kind text not null,
  token_hash bytea not null,
  email text,
  name text,
  external_id text,
  role text not null,
  locale text,
  route text not null default '/'::text,
  integration_id text collate "C",
  connect_id text collate "C",
  asked_by text collate "C",
  note text,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  done_at timestamp with time zone,
  revoked_at timestamp with time zone,
  end_user_id text collate "C",
  grant_hash bytea,
  grant_expires_at timestamp with time zone,
  code_hash bytea,
  code_expires_at timestamp with time zone,
  code_tries integer not null default 0
);
create table rate_limit (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint
);
create table record (
  stream bigint not null,
  seq bigint not null,
  changed_at timestamp with time zone not null,
  hash uuid not null,
  environment integer not null default (current_setting('portico.environment_number'::text))::integer,
  slot integer not null,
  action record_action not null,
  external_id text collate "C" not null,
  data text not null,
  quiet bigint,
  renamed_to text collate "C"
);
create table record_before (
  stream bigint not null,
  seq bigint not null,
  changed_at timestamp with time zone not null,
  environment integer not null default (current_setting('portico.environment_number'::text))::integer,
  slot integer not null,
  action record_action not null,
  external_id text collate "C" not null,
  data text not null
);
create table record_raw (
  stream bigint not null,
  environment integer not null default (current_setting('portico.environment_number'::text))::integer,
  slot integer not null,
  raw text not null
);
create table record_seen (
  environment integer not null default (current_setting('portico.environment_number'::text))::integer,
  stream bigint not null,
  chunk integer not null,
  bits bit(16384) not null
);
create table rollout (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  integration_id text collate "C" not null,
  from_version integer not null,
  version integer not null,
  status text not null,
  share integer not null,
  customers text[] collate "C" not null default '{}'::text[],
  min_runs integer not null,
  max_points integer not null,
  reason text,
  upgraded integer not null default 0,
  asked integer not null default 0,
  after_id text collate "C",
  created_by text collate "C" not null,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone
);
create table run (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  kind text not null,
  sync_id text collate "C" not null,
  connection_id text collate "C" not null,
  trigger text not null,
  status text not null,
  attempt integer not null default 0,
  stalled integer not null default 0,
  retries integer not null default 0,
  accept_deletes boolean not null default false,
  queued_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  steps integer not null default 0,
  calls integer not null default 0,
  seen integer not null default 0,
  total integer,
  added integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  deleted integer not null default 0,
  failed integer not null default 0,
  error jsonb
);
create table run_step (
  environment_id text collate "C" not null,
  run_id text collate "C" not null,
  number integer not null,
  customer_id text collate "C" not null,
  attempt integer not null,
  kind text not null,
  started_at timestamp with time zone not null,
  fetch_ms integer not null,
  store_ms integer not null,
  calls jsonb not null default '[]'::jsonb,
  seen integer not null,
  added integer not null,
  updated integer not null,
  unchanged integer not null,
  deleted integer not null,
  failed integer not null,
  stream bigint,
  first_seq bigint,
  last_seq bigint
);
create table sync (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  stream bigint not null default nextval('stream_number'::regclass),
  customer_id text collate "C" not null,
  installation_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  model text not null,
  label text not null,
  mode text not null,
  status text not null,
  run_id text collate "C",
  checkpoint jsonb,
  watermark jsonb,
  last_full_pass_at timestamp with time zone,
  last_seq bigint not null default 0,
  next_slot integer not null default 0,
  records integer not null default 0,
  first_success_at timestamp with time zone,
  last_success_at timestamp with time zone,
  last_change_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  keep_raw boolean not null default false,
  failing_since timestamp with time zone,
  mapping_version integer,
  mapping_problems json,
  told_seq bigint not null default 0,
  schedule jsonb not null,
  backfill_from timestamp with time zone,
  last_pass_at timestamp with time zone,
  fields jsonb,
  drift jsonb,
  written_at timestamp with time zone,
  switched_off boolean not null default false
);
create table sync_schedule (
  sync_id text collate "C" not null,
  environment_id text collate "C" not null,
  customer_id text collate "C" not null,
  run_id text collate "C",
  wake_at timestamp with time zone not null,
  connection_id text collate "C" not null,
  state text not null default 'waiting'::text,
  priority smallint not null default 10
);
create table sync_touch (
  environment_id text collate "C" not null,
  sync_id text collate "C" not null,
  external_id text collate "C" not null,
  seen_at timestamp with time zone not null default now()
);
create table vendor (
  id text collate "C" not null,
  name text not null,
  created_at timestamp with time zone not null default now()
);
create table worker (
  id text collate "C" not null,
  slots integer not null,
  seen_at timestamp with time zone not null
);
create table write_batch (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  mode text not null,
  status text not null,
  items integer not null,
  owners json not null default '{}'::json,
  seen json,
  urgent boolean not null default false,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  sync_id text collate "C",
  model text
);
create table write_item (
  environment_id text collate "C" not null,
  id bigint not null generated always as identity,
  batch_id text collate "C" not null,
  position integer not null,
  customer_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  vendor_id text collate "C" not null,
  key text collate "C",
  version bigint,
  content uuid not null,
  changed_at timestamp with time zone,
  data text,
  state text not null,
  urgent boolean not null default false,
  alone boolean not null default false,
  tries integer not null default 0,
  wake_at timestamp with time zone,
  intent text collate "C",
  intent_at timestamp with time zone,
  sent text,
  action text,
  conflicts json not null default '[]'::json,
  error json,
  ended_at timestamp with time zone,
  sent_model text
);
create table write_lane (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  object text not null,
  customer_id text collate "C" not null,
  attempt integer not null default 0,
  lease_until timestamp with time zone,
  wake_at timestamp with time zone,
  retries integer not null default 0
);

alter table activity add constraint activity_environment_id_installation_id_fkey FOREIGN KEY (environment_id, installation_id) REFERENCES installation(environment_id, id) ON DELETE CASCADE;
alter table activity add constraint activity_pkey PRIMARY KEY (environment_id, id);
alter table activity add constraint activity_tone_check CHECK ((tone = ANY (ARRAY['neutral'::text, 'good'::text, 'warning'::text])));
alter table api_key add constraint api_key_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table api_key add constraint api_key_pkey PRIMARY KEY (environment_id, id);
alter table call_budget add constraint call_budget_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table call_budget add constraint call_budget_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table call_budget add constraint call_budget_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id) ON DELETE CASCADE;
alter table call_budget add constraint call_budget_pkey PRIMARY KEY (environment_id, subject, rate);
alter table connect add constraint connect_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table connect add constraint connect_environment_id_end_user_id_fkey FOREIGN KEY (environment_id, end_user_id) REFERENCES end_user(environment_id, id) ON DELETE CASCADE;
alter table connect add constraint connect_environment_id_integration_id_fkey FOREIGN KEY (environment_id, integration_id) REFERENCES integration(environment_id, id);
alter table connect add constraint connect_pkey PRIMARY KEY (environment_id, id);
alter table connect add constraint connect_stage_check CHECK ((stage = ANY (ARRAY['account-type'::text, 'before'::text, 'authorize'::text, 'after'::text, 'mapping'::text, 'review'::text, 'done'::text, 'failed'::text, 'cancelled'::text])));
alter table connect_state add constraint connect_state_environment_id_connect_id_fkey FOREIGN KEY (environment_id, connect_id) REFERENCES connect(environment_id, id) ON DELETE CASCADE;
alter table connect_state add constraint connect_state_pkey PRIMARY KEY (environment_id, state_hash);
alter table connection add constraint connection_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table connection add constraint connection_environment_id_installation_id_fkey FOREIGN KEY (environment_id, installation_id) REFERENCES installation(environment_id, id) ON DELETE CASCADE;
alter table connection add constraint connection_pkey PRIMARY KEY (environment_id, id);
alter table connection add constraint connection_reason_check CHECK ((reason = ANY (ARRAY['expired'::text, 'revoked'::text, 'missing_scope'::text, 'misconfigured'::text])));
alter table connection add constraint connection_status_check CHECK ((status = ANY (ARRAY['active'::text, 'needs_reauth'::text, 'misconfigured'::text, 'paused'::text, 'disconnected'::text])));
alter table credential add constraint credential_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table credential add constraint credential_pkey PRIMARY KEY (environment_id, connection_id);
alter table customer add constraint customer_environment_id_external_id_key UNIQUE (environment_id, external_id);
alter table customer add constraint customer_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table customer add constraint customer_pkey PRIMARY KEY (environment_id, id);
alter table data_key add constraint data_key_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table data_key add constraint data_key_pkey PRIMARY KEY (environment_id, id);
alter table delivery add constraint delivery_environment_id_endpoint_id_fkey FOREIGN KEY (environment_id, endpoint_id) REFERENCES endpoint(environment_id, id) ON DELETE CASCADE;
alter table delivery add constraint delivery_pkey PRIMARY KEY (environment_id, id);
alter table delivery add constraint delivery_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])));
alter table delivery_attempt add constraint delivery_attempt_environment_id_delivery_id_fkey FOREIGN KEY (environment_id, delivery_id) REFERENCES delivery(environment_id, id) ON DELETE CASCADE;
alter table delivery_attempt add constraint delivery_attempt_pkey PRIMARY KEY (environment_id, delivery_id, number);
alter table destination add constraint destination_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table destination add constraint destination_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table destination add constraint destination_pkey PRIMARY KEY (environment_id, id);
alter table destination add constraint destination_status_check CHECK ((status = ANY (ARRAY['active'::text, 'paused'::text])));
alter table destination_stream add constraint destination_stream_environment_id_destination_id_fkey FOREIGN KEY (environment_id, destination_id) REFERENCES destination(environment_id, id) ON DELETE CASCADE;
alter table destination_stream add constraint destination_stream_pkey PRIMARY KEY (environment_id, destination_id, stream);
alter table embed_event add constraint embed_event_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table embed_event add constraint embed_event_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table embed_event add constraint embed_event_pkey PRIMARY KEY (environment_id, id);
alter table embed_key add constraint embed_key_algorithm_check CHECK ((algorithm = ANY (ARRAY['RS256'::text, 'ES256'::text, 'EdDSA'::text])));
alter table embed_key add constraint embed_key_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table embed_key add constraint embed_key_environment_id_kid_key UNIQUE (environment_id, kid);
alter table embed_key add constraint embed_key_pkey PRIMARY KEY (environment_id, id);
alter table embed_session add constraint embed_session_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table embed_session add constraint embed_session_environment_id_end_user_id_fkey FOREIGN KEY (environment_id, end_user_id) REFERENCES end_user(environment_id, id) ON DELETE CASCADE;
alter table embed_session add constraint embed_session_pkey PRIMARY KEY (environment_id, id);
alter table embed_token_use add constraint embed_token_use_pkey PRIMARY KEY (environment_id, jti_hash);
alter table end_user add constraint end_user_environment_id_customer_id_external_id_key UNIQUE (environment_id, customer_id, external_id);
alter table end_user add constraint end_user_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table end_user add constraint end_user_pkey PRIMARY KEY (environment_id, id);
alter table end_user add constraint end_user_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text, 'viewer'::text])));
alter table endpoint add constraint endpoint_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table endpoint add constraint endpoint_pkey PRIMARY KEY (environment_id, id);
alter table endpoint add constraint endpoint_status_check CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text])));
alter table environment add constraint environment_connection_runs_check CHECK (((connection_runs >= 1) AND (connection_runs <= 100)));
alter table environment add constraint environment_customer_runs_check CHECK (((customer_runs >= 1) AND (customer_runs <= 1000)));
alter table environment add constraint environment_kind_check CHECK ((kind = ANY (ARRAY['development'::text, 'staging'::text, 'production'::text])));
alter table environment add constraint environment_number_key UNIQUE (number);
alter table environment add constraint environment_pkey PRIMARY KEY (id);
alter table environment add constraint environment_record_encryption_check CHECK ((record_encryption = ANY (ARRAY['off'::text, 'sealing'::text, 'on'::text, 'opening'::text])));
alter table environment add constraint environment_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES vendor(id);
alter table erasure add constraint erasure_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table erasure add constraint erasure_pkey PRIMARY KEY (environment_id, customer_id);
alter table failure add constraint failure_environment_id_sync_id_fkey FOREIGN KEY (environment_id, sync_id) REFERENCES sync(environment_id, id) ON DELETE CASCADE;
alter table failure add constraint failure_pkey PRIMARY KEY (environment_id, id);
alter table hook_account add constraint hook_account_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table hook_account add constraint hook_account_pkey PRIMARY KEY (environment_id, connection_id, name);
alter table hook_subscription add constraint hook_subscription_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table hook_subscription add constraint hook_subscription_environment_id_connection_id_key UNIQUE (environment_id, connection_id);
alter table hook_subscription add constraint hook_subscription_kind_check CHECK ((kind = ANY (ARRAY['made'::text, 'entered'::text])));
alter table hook_subscription add constraint hook_subscription_pkey PRIMARY KEY (environment_id, id);
alter table hook_subscription add constraint hook_subscription_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'failing'::text])));
alter table idempotency_key add constraint idempotency_key_answer_or_lease CHECK (((answer IS NOT NULL) OR (lease_until IS NOT NULL)));
alter table idempotency_key add constraint idempotency_key_pkey PRIMARY KEY (environment_id, key);
alter table inbound_event add constraint inbound_event_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table inbound_event add constraint inbound_event_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id) ON DELETE CASCADE;
alter table inbound_event add constraint inbound_event_pkey PRIMARY KEY (environment_id, id);
alter table inbound_event add constraint inbound_event_status_check CHECK ((status = ANY (ARRAY['received'::text, 'done'::text, 'dropped'::text, 'failed'::text])));
alter table installation add constraint installation_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table installation add constraint installation_environment_id_integration_id_fkey FOREIGN KEY (environment_id, integration_id) REFERENCES integration(environment_id, id);
alter table installation add constraint installation_pinned FOREIGN KEY (environment_id, integration_id, integration_version) REFERENCES integration_version(environment_id, integration_id, version);
alter table installation add constraint installation_pkey PRIMARY KEY (environment_id, id);
alter table installation add constraint installation_status_check CHECK ((status = ANY (ARRAY['setup'::text, 'active'::text, 'paused'::text, 'removed'::text])));
alter table installation_version add constraint installation_version_environment_id_installation_id_fkey FOREIGN KEY (environment_id, installation_id) REFERENCES installation(environment_id, id) ON DELETE CASCADE;
alter table installation_version add constraint installation_version_pkey PRIMARY KEY (environment_id, installation_id, version);
alter table integration add constraint integration_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table integration add constraint integration_environment_id_slug_key UNIQUE (environment_id, slug);
alter table integration add constraint integration_pkey PRIMARY KEY (environment_id, id);
alter table integration add constraint integration_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'coming_soon'::text])));
alter table integration add constraint integration_upgrades_check CHECK ((upgrades = ANY (ARRAY['minor'::text, 'ask'::text, 'manual'::text])));
alter table integration_version add constraint integration_version_change_check CHECK ((change = ANY (ARRAY['first'::text, 'minor'::text, 'major'::text])));
alter table integration_version add constraint integration_version_environment_id_integration_id_fkey FOREIGN KEY (environment_id, integration_id) REFERENCES integration(environment_id, id) ON DELETE CASCADE;
alter table integration_version add constraint integration_version_pkey PRIMARY KEY (environment_id, integration_id, version);
alter table integration_vote add constraint integration_vote_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table integration_vote add constraint integration_vote_environment_id_integration_id_fkey FOREIGN KEY (environment_id, integration_id) REFERENCES integration(environment_id, id) ON DELETE CASCADE;
alter table integration_vote add constraint integration_vote_pkey PRIMARY KEY (environment_id, integration_id, customer_id);
alter table internal_value add constraint internal_value_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table internal_value add constraint internal_value_environment_id_integration_id_customer_id_key UNIQUE (environment_id, integration_id, customer_id);
alter table internal_value add constraint internal_value_environment_id_integration_id_fkey FOREIGN KEY (environment_id, integration_id) REFERENCES integration(environment_id, id) ON DELETE CASCADE;
alter table internal_value add constraint internal_value_pkey PRIMARY KEY (environment_id, id);
alter table link add constraint link_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table link add constraint link_environment_id_connection_id_object_key_key UNIQUE (environment_id, connection_id, object, key);
alter table link add constraint link_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table link add constraint link_pkey PRIMARY KEY (environment_id, connection_id, object, vendor_id);
alter table mail add constraint mail_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table mail add constraint mail_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id) ON DELETE CASCADE;
alter table mail add constraint mail_pkey PRIMARY KEY (environment_id, id);
alter table mail add constraint mail_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'kept'::text])));
alter table mapping add constraint mapping_environment_id_sync_id_fkey FOREIGN KEY (environment_id, sync_id) REFERENCES sync(environment_id, id) ON DELETE CASCADE;
alter table mapping add constraint mapping_pkey PRIMARY KEY (environment_id, sync_id, version);
alter table member add constraint member_pkey PRIMARY KEY (id);
alter table member add constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'developer'::text, 'support'::text, 'viewer'::text])));
alter table member add constraint member_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES vendor(id);
alter table member_session add constraint member_session_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id) ON DELETE CASCADE;
alter table member_session add constraint member_session_pkey PRIMARY KEY (id);
alter table oauth_app add constraint oauth_app_environment_id_connector_resource_key UNIQUE (environment_id, connector, resource);
alter table oauth_app add constraint oauth_app_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id);
alter table oauth_app add constraint oauth_app_kind_check CHECK ((kind = ANY (ARRAY['own'::text, 'development'::text, 'registered'::text])));
alter table oauth_app add constraint oauth_app_pkey PRIMARY KEY (environment_id, id);
alter table own_connector add constraint own_connector_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environment(id) ON DELETE CASCADE;
alter table own_connector add constraint own_connector_environment_id_slug_key UNIQUE (environment_id, slug);
alter table own_connector add constraint own_connector_pkey PRIMARY KEY (environment_id, id);
alter table own_connector add constraint own_connector_slug_check CHECK ((slug ~~ 'own-%'::text));
alter table own_connector_version add constraint own_connector_version_environment_id_connector_id_fkey FOREIGN KEY (environment_id, connector_id) REFERENCES own_connector(environment_id, id) ON DELETE CASCADE;
alter table own_connector_version add constraint own_connector_version_pkey PRIMARY KEY (environment_id, connector_id, version);
alter table page_memory add constraint page_memory_pkey PRIMARY KEY (environment, stream, number);
alter table portal_link add constraint portal_link_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table portal_link add constraint portal_link_environment_id_end_user_id_fkey FOREIGN KEY (environment_id, end_user_id) REFERENCES end_user(environment_id, id) ON DELETE SET NULL (end_user_id);
alter table portal_link add constraint portal_link_kind_check CHECK ((kind = ANY (ARRAY['visit'::text, 'favour'::text])));
alter table portal_link add constraint portal_link_pkey PRIMARY KEY (environment_id, id);
alter table portal_link add constraint portal_link_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text, 'viewer'::text])));
alter table rate_limit add constraint rate_limit_pkey PRIMARY KEY (key);
alter table record add constraint record_pkey PRIMARY KEY (environment, stream, external_id);
alter table record_before add constraint record_before_pkey PRIMARY KEY (environment, stream, slot);
alter table record_raw add constraint record_raw_pkey PRIMARY KEY (environment, stream, slot);
alter table record_seen add constraint record_seen_pkey PRIMARY KEY (environment, stream, chunk);
alter table rollout add constraint rollout_environment_id_integration_id_from_version_fkey FOREIGN KEY (environment_id, integration_id, from_version) REFERENCES integration_version(environment_id, integration_id, version) ON DELETE CASCADE;
alter table rollout add constraint rollout_environment_id_integration_id_version_fkey FOREIGN KEY (environment_id, integration_id, version) REFERENCES integration_version(environment_id, integration_id, version) ON DELETE CASCADE;
alter table rollout add constraint rollout_pkey PRIMARY KEY (environment_id, id);
alter table rollout add constraint rollout_share_check CHECK (((share >= 0) AND (share <= 100)));
alter table rollout add constraint rollout_status_check CHECK ((status = ANY (ARRAY['running'::text, 'halted'::text, 'finished'::text, 'rolled_back'::text])));
alter table run add constraint run_environment_id_sync_id_fkey FOREIGN KEY (environment_id, sync_id) REFERENCES sync(environment_id, id) ON DELETE CASCADE;
alter table run add constraint run_kind_check CHECK ((kind = 'sync'::text));
alter table run add constraint run_pkey PRIMARY KEY (environment_id, id);
alter table run add constraint run_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])));
alter table run add constraint run_trigger_check CHECK ((trigger = ANY (ARRAY['first'::text, 'schedule'::text, 'manual'::text, 'api'::text, 'catch_up'::text, 'event'::text, 'hook'::text, 'reset'::text])));
alter table run_step add constraint run_step_environment_id_run_id_fkey FOREIGN KEY (environment_id, run_id) REFERENCES run(environment_id, id) ON DELETE CASCADE;
alter table run_step add constraint run_step_kind_check CHECK ((kind = ANY (ARRAY['page'::text, 'delete_pass'::text, 'hook'::text])));
alter table run_step add constraint run_step_pkey PRIMARY KEY (environment_id, run_id, number);
alter table sync add constraint sync_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table sync add constraint sync_environment_id_connection_id_object_key UNIQUE (environment_id, connection_id, object);
alter table sync add constraint sync_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table sync add constraint sync_environment_id_installation_id_fkey FOREIGN KEY (environment_id, installation_id) REFERENCES installation(environment_id, id) ON DELETE CASCADE;
alter table sync add constraint sync_mode_check CHECK ((mode = ANY (ARRAY['incremental'::text, 'full'::text, 'webhook'::text])));
alter table sync add constraint sync_pkey PRIMARY KEY (environment_id, id);
alter table sync add constraint sync_status_check CHECK ((status = ANY (ARRAY['active'::text, 'paused'::text])));
alter table sync_schedule add constraint sync_schedule_pkey PRIMARY KEY (sync_id);
alter table sync_schedule add constraint sync_schedule_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'busy'::text])));
alter table sync_touch add constraint sync_touch_environment_id_sync_id_fkey FOREIGN KEY (environment_id, sync_id) REFERENCES sync(environment_id, id) ON DELETE CASCADE;
alter table sync_touch add constraint sync_touch_pkey PRIMARY KEY (environment_id, sync_id, external_id);
alter table vendor add constraint vendor_pkey PRIMARY KEY (id);
alter table worker add constraint worker_pkey PRIMARY KEY (id);
alter table worker add constraint worker_slots_check CHECK ((slots >= 0));
alter table write_batch add constraint write_batch_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table write_batch add constraint write_batch_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table write_batch add constraint write_batch_mode_check CHECK ((mode = ANY (ARRAY['upsert'::text, 'create'::text, 'update'::text])));
alter table write_batch add constraint write_batch_pkey PRIMARY KEY (environment_id, id);
alter table write_batch add constraint write_batch_status_check CHECK ((status = ANY (ARRAY['open'::text, 'finished'::text])));
alter table write_item add constraint write_item_action_check CHECK ((action = ANY (ARRAY['created'::text, 'updated'::text, 'unchanged'::text])));
alter table write_item add constraint write_item_environment_id_batch_id_fkey FOREIGN KEY (environment_id, batch_id) REFERENCES write_batch(environment_id, id) ON DELETE CASCADE;
alter table write_item add constraint write_item_environment_id_batch_id_position_key UNIQUE (environment_id, batch_id, "position");
alter table write_item add constraint write_item_pkey PRIMARY KEY (environment_id, id);
alter table write_item add constraint write_item_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'writing'::text, 'written'::text, 'failed'::text, 'uncertain'::text, 'conflict'::text, 'superseded'::text, 'cancelled'::text])));
alter table write_lane add constraint write_lane_environment_id_connection_id_fkey FOREIGN KEY (environment_id, connection_id) REFERENCES connection(environment_id, id) ON DELETE CASCADE;
alter table write_lane add constraint write_lane_environment_id_customer_id_fkey FOREIGN KEY (environment_id, customer_id) REFERENCES customer(environment_id, id) ON DELETE CASCADE;
alter table write_lane add constraint write_lane_pkey PRIMARY KEY (environment_id, connection_id, object);

CREATE INDEX activity_recent ON public.activity USING btree (environment_id, installation_id, id DESC);
CREATE INDEX api_key_token ON public.api_key USING btree (token_hash);
CREATE INDEX call_budget_connection ON public.call_budget USING btree (environment_id, connection_id);
CREATE INDEX call_budget_customer ON public.call_budget USING btree (environment_id, customer_id);
CREATE INDEX connect_expiry ON public.connect USING btree (environment_id, expires_at);
CREATE INDEX connection_customer ON public.connection USING btree (environment_id, customer_id);
CREATE INDEX connection_installation ON public.connection USING btree (environment_id, installation_id);
CREATE INDEX delivery_recent ON public.delivery USING btree (environment_id, endpoint_id, created_at DESC, id DESC);
CREATE INDEX delivery_subject ON public.delivery USING btree (environment_id, endpoint_id, subject, created_at DESC) WHERE (subject IS NOT NULL);
CREATE INDEX destination_customer ON public.destination USING btree (environment_id, customer_id);
CREATE INDEX embed_event_at ON public.embed_event USING btree (environment_id, at);
CREATE INDEX embed_event_customer ON public.embed_event USING btree (environment_id, customer_id);
CREATE INDEX embed_event_integration ON public.embed_event USING btree (environment_id, integration_id, at) WHERE (integration_id IS NOT NULL);
CREATE INDEX embed_session_expiry ON public.embed_session USING btree (environment_id, expires_at);
CREATE INDEX embed_session_portal_link ON public.embed_session USING btree (environment_id, portal_link_id) WHERE (portal_link_id IS NOT NULL);
CREATE INDEX embed_session_token ON public.embed_session USING btree (token_hash);
CREATE INDEX embed_token_use_expiry ON public.embed_token_use USING btree (environment_id, expires_at);
CREATE INDEX erasure_of ON public.erasure USING btree (environment_id, external_id_hash);
CREATE INDEX failure_cause ON public.failure USING btree (environment_id, cause, last_seen_at DESC, id DESC) WHERE (closed_at IS NULL);
CREATE INDEX failure_customer ON public.failure USING btree (environment_id, customer_id, last_seen_at DESC, id DESC) WHERE (closed_at IS NULL);
CREATE INDEX failure_ignored ON public.failure USING btree (environment_id, last_seen_at DESC, id DESC) WHERE ((closed_at IS NULL) AND (ignored_at IS NOT NULL));
CREATE UNIQUE INDEX failure_open ON public.failure USING btree (environment_id, sync_id, external_id) WHERE (closed_at IS NULL);
CREATE INDEX failure_recent ON public.failure USING btree (environment_id, last_seen_at DESC, id DESC) WHERE ((closed_at IS NULL) AND (ignored_at IS NULL));
CREATE INDEX failure_retried ON public.failure USING btree (environment_id, retried_at) WHERE (retried_at IS NOT NULL);
CREATE INDEX hook_account_found ON public.hook_account USING btree (environment_id, connector, account);
CREATE INDEX hook_subscription_due ON public.hook_subscription USING btree (environment_id, due_at);
CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (environment_id, created_at);
CREATE INDEX inbound_event_connection ON public.inbound_event USING btree (environment_id, connection_id, id) WHERE (connection_id IS NOT NULL);
CREATE UNIQUE INDEX inbound_event_dedupe ON public.inbound_event USING btree (environment_id, dedupe);
CREATE INDEX inbound_event_waiting ON public.inbound_event USING btree (environment_id, id) WHERE (status = 'received'::text);
CREATE INDEX installation_by_version ON public.installation USING btree (environment_id, integration_id, integration_version, id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX installation_one ON public.installation USING btree (environment_id, customer_id, integration_id) WHERE (removed_at IS NULL);
CREATE INDEX installation_version_rollout ON public.installation_version USING btree (environment_id, rollout_id) WHERE (rollout_id IS NOT NULL);
CREATE INDEX link_echo ON public.link USING btree (environment_id, connection_id, object, key) WHERE echo;
CREATE INDEX mail_customer ON public.mail USING btree (environment_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE UNIQUE INDEX mail_dedupe ON public.mail USING btree (environment_id, dedupe) WHERE (dedupe IS NOT NULL);
CREATE UNIQUE INDEX member_email ON public.member USING btree (lower(email));
CREATE INDEX portal_link_connect ON public.portal_link USING btree (environment_id, connect_id) WHERE (connect_id IS NOT NULL);
CREATE INDEX portal_link_customer ON public.portal_link USING btree (environment_id, customer_id, id);
CREATE INDEX portal_link_end_user ON public.portal_link USING btree (environment_id, end_user_id) WHERE (end_user_id IS NOT NULL);
CREATE INDEX record_deleted ON public.record USING btree (environment, changed_at) WHERE (action = 'deleted'::record_action);
CREATE UNIQUE INDEX record_feed ON public.record USING btree (environment, stream, seq) WHERE (seq > 0);
CREATE UNIQUE INDEX record_quiet ON public.record USING btree (environment, stream, quiet) WHERE (quiet IS NOT NULL);
CREATE UNIQUE INDEX rollout_open ON public.rollout USING btree (environment_id, integration_id) WHERE (status = ANY (ARRAY['running'::text, 'halted'::text]));
CREATE INDEX rollout_recent ON public.rollout USING btree (environment_id, integration_id, id DESC);
CREATE INDEX run_customer ON public.run USING btree (environment_id, customer_id, queued_at DESC);
CREATE UNIQUE INDEX run_one_at_a_time ON public.run USING btree (environment_id, sync_id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX run_recent ON public.run USING btree (environment_id, queued_at DESC, id DESC);
CREATE INDEX run_step_calls ON public.run_step USING btree (environment_id, run_id, number) WHERE (calls <> '[]'::jsonb);
CREATE INDEX run_step_lineage ON public.run_step USING btree (environment_id, stream, last_seq) WHERE (last_seq > first_seq);
CREATE INDEX run_sync ON public.run USING btree (environment_id, sync_id, queued_at DESC);
CREATE INDEX sync_customer ON public.sync USING btree (environment_id, customer_id);
CREATE INDEX sync_event ON public.sync USING btree (environment_id, ((schedule ->> 'event'::text)), customer_id) WHERE ((schedule ->> 'kind'::text) = 'event'::text);
CREATE INDEX sync_failing ON public.sync USING btree (environment_id, failing_since) WHERE (failing_since IS NOT NULL);
CREATE INDEX sync_feed ON public.sync USING btree (environment_id, model, customer_id);
CREATE INDEX sync_schedule_busy ON public.sync_schedule USING btree (customer_id, connection_id) WHERE (state = 'busy'::text);
CREATE INDEX sync_schedule_ready ON public.sync_schedule USING btree (priority, customer_id, wake_at) WHERE (state = 'ready'::text);
CREATE INDEX sync_schedule_timer ON public.sync_schedule USING btree (wake_at) WHERE (state <> 'ready'::text);
CREATE INDEX write_batch_age ON public.write_batch USING btree (environment_id, finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX write_batch_connection ON public.write_batch USING btree (environment_id, connection_id, id);
CREATE INDEX write_batch_open ON public.write_batch USING btree (environment_id, connection_id, object) WHERE (status = 'open'::text);
CREATE INDEX write_item_open ON public.write_item USING btree (environment_id, batch_id) WHERE (state = ANY (ARRAY['queued'::text, 'writing'::text]));
CREATE INDEX write_item_record ON public.write_item USING btree (environment_id, connection_id, object, vendor_id, id);
CREATE INDEX write_item_waiting ON public.write_item USING btree (environment_id, connection_id, object, urgent DESC, id) WHERE (state = 'queued'::text);
CREATE INDEX write_item_writing ON public.write_item USING btree (environment_id, connection_id, object, intent) WHERE (state = 'writing'::text);

alter table activity enable row level security; alter table activity force row level security;
alter table api_key enable row level security; alter table api_key force row level security;
alter table call_budget enable row level security; alter table call_budget force row level security;
alter table connect enable row level security; alter table connect force row level security;
alter table connect_state enable row level security; alter table connect_state force row level security;
alter table connection enable row level security; alter table connection force row level security;
alter table credential enable row level security; alter table credential force row level security;
alter table customer enable row level security; alter table customer force row level security;
alter table data_key enable row level security; alter table data_key force row level security;
alter table delivery enable row level security; alter table delivery force row level security;
alter table delivery_attempt enable row level security; alter table delivery_attempt force row level security;
alter table destination enable row level security; alter table destination force row level security;
alter table destination_stream enable row level security; alter table destination_stream force row level security;
alter table embed_event enable row level security; alter table embed_event force row level security;
alter table embed_key enable row level security; alter table embed_key force row level security;
alter table embed_session enable row level security; alter table embed_session force row level security;
alter table embed_token_use enable row level security; alter table embed_token_use force row level security;
alter table end_user enable row level security; alter table end_user force row level security;
alter table endpoint enable row level security; alter table endpoint force row level security;
alter table erasure enable row level security; alter table erasure force row level security;
alter table failure enable row level security; alter table failure force row level security;
alter table hook_account enable row level security; alter table hook_account force row level security;
alter table hook_subscription enable row level security; alter table hook_subscription force row level security;
alter table idempotency_key enable row level security; alter table idempotency_key force row level security;
alter table inbound_event enable row level security; alter table inbound_event force row level security;
alter table installation enable row level security; alter table installation force row level security;
alter table installation_version enable row level security; alter table installation_version force row level security;
alter table integration enable row level security; alter table integration force row level security;
alter table integration_version enable row level security; alter table integration_version force row level security;
alter table integration_vote enable row level security; alter table integration_vote force row level security;
alter table internal_value enable row level security; alter table internal_value force row level security;
alter table link enable row level security; alter table link force row level security;
alter table mail enable row level security; alter table mail force row level security;
alter table mapping enable row level security; alter table mapping force row level security;
alter table oauth_app enable row level security; alter table oauth_app force row level security;
alter table own_connector enable row level security; alter table own_connector force row level security;
alter table own_connector_version enable row level security; alter table own_connector_version force row level security;
alter table page_memory enable row level security; alter table page_memory force row level security;
alter table portal_link enable row level security; alter table portal_link force row level security;
alter table record enable row level security; alter table record force row level security;
alter table record_before enable row level security; alter table record_before force row level security;
alter table record_raw enable row level security; alter table record_raw force row level security;
alter table record_seen enable row level security; alter table record_seen force row level security;
alter table rollout enable row level security; alter table rollout force row level security;
alter table run enable row level security; alter table run force row level security;
alter table run_step enable row level security; alter table run_step force row level security;
alter table sync enable row level security; alter table sync force row level security;
alter table sync_touch enable row level security; alter table sync_touch force row level security;
alter table write_batch enable row level security; alter table write_batch force row level security;
alter table write_item enable row level security; alter table write_item force row level security;
alter table write_lane enable row level security; alter table write_lane force row level security;
create policy bearer on api_key for select using ((token_hash = ( SELECT decode(NULLIF(current_setting('portico.token'::text, true), ''::text), 'hex'::text) AS decode)));
create policy bearer on embed_session for select using ((token_hash = ( SELECT decode(NULLIF(current_setting('portico.token'::text, true), ''::text), 'hex'::text) AS decode)));
create policy tenant on activity for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on api_key for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL)));
create policy tenant on call_budget for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL)));
create policy tenant on connect for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on connect_state for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on connection for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on credential for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on customer for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on data_key for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on delivery for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on delivery_attempt for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on destination for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on destination_stream for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on embed_event for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on embed_key for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on embed_session for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on embed_token_use for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on end_user for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on endpoint for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on erasure for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on failure for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on hook_account for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on hook_subscription for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on idempotency_key for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL)));
create policy tenant on inbound_event for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL)));
create policy tenant on installation for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on installation_version for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on integration for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on integration_version for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on integration_vote for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on internal_value for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on link for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on mail for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on mapping for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on oauth_app for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on own_connector for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on own_connector_version for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on page_memory for all using (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))))))) with check (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))))));
create policy tenant on portal_link for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on record for all using (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))))))) with check (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))))));
create policy tenant on record_before for all using (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))))))) with check (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))))));
create policy tenant on record_raw for all using (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))))))) with check (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))))));
create policy tenant on record_seen for all using (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))))))) with check (((environment = ( SELECT (NULLIF(current_setting('portico.environment_number'::text, true), ''::text))::integer AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (stream IN ( SELECT s.stream
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))))));
create policy tenant on rollout for all using ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif"))) with check ((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")));
create policy tenant on run for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on run_step for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on sync for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on sync_touch for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (sync_id IN ( SELECT s.id
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (sync_id IN ( SELECT s.id
   FROM sync s
  WHERE ((s.environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND (s.customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))))));
create policy tenant on write_batch for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on write_item for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
create policy tenant on write_lane for all using (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif"))))) with check (((environment_id = ( SELECT NULLIF(current_setting('portico.environment'::text, true), ''::text) AS "nullif")) AND ((( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif") IS NULL) OR (customer_id = ( SELECT NULLIF(current_setting('portico.customer'::text, true), ''::text) AS "nullif")))));
CREATE OR REPLACE FUNCTION public.call_marks(hash bytea, wanted text, OUT key_environment text, OUT key_id text, OUT key_revoked_at timestamp with time zone, OUT key_used_at timestamp with time zone, OUT marks text)
 RETURNS record
 LANGUAGE plpgsql
 SET search_path TO '$user', 'public'
AS $function$
  begin
    perform set_config('portico.token', encode(hash, 'hex'), true);
    select environment_id, id, revoked_at, last_used_at
      into key_environment, key_id, key_revoked_at, key_used_at
      from api_key where token_hash = hash;
    if key_environment is null or wanted is null then return; end if;
    perform set_config('portico.environment', key_environment, true), set_config('portico.customer', '', true);
    select concat_ws(' ', c.xmin, r.xmin, r.version,
      (select string_agg(concat_ws(':', o.resource, o.xmin), ' ' order by o.resource) from oauth_app o
        where o.environment_id = c.environment_id and o.connector = c.connector))
      into marks
      from connection c left join credential r on r.environment_id = c.environment_id and r.connection_id = c.id
      where c.environment_id = key_environment and c.id = wanted;
  end $function$
;
CREATE OR REPLACE FUNCTION public.keep_hook_accounts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from hook_account where environment_id = new.environment_id and connection_id = new.id;
  insert into hook_account (environment_id, connection_id, customer_id, connector, name, account)
  select new.environment_id, new.id, new.customer_id, new.connector, v.name, v.account
    from (select '' as name, new.account_id as account
          union all select key, value from jsonb_each_text(new.learnt) where key <> '') v
   where v.account <> '' and length(v.account) <= 500;
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION public.record_encryption_for_writing()
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO '$user', 'public'
AS $function$
  begin
    perform pg_advisory_xact_lock_shared(hashtext('record_encryption'), current_setting('portico.environment_number')::integer);
    return (select record_encryption from environment where id = current_setting('portico.environment'));
  end $function$
;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- With its integration it may go; by itself, never.
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  raise exception 'A published version is never changed: %.%', tg_table_name, old.version using errcode = 'restrict_violation';
end $function$
;
CREATE TRIGGER keep_hook_accounts AFTER INSERT OR UPDATE OF account_id, learnt ON public.connection FOR EACH ROW EXECUTE FUNCTION keep_hook_accounts();
CREATE TRIGGER integration_version_immutable BEFORE DELETE OR UPDATE ON public.integration_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
