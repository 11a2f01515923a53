import { type Kysely, sql } from 'kysely';

/*
 * What every call through the proxy asks the database, in one round trip: whose secret key this is, and whether anything of
 * the connection has changed since somebody read it. Nothing but marks leaves it; row level security holds inside as outside.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create function call_marks(
    hash bytea, wanted text,
    out key_environment text, out key_id text, out key_revoked_at timestamptz, out key_used_at timestamptz, out marks text
  ) language plpgsql volatile security invoker set search_path from current as $$
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
  end $$`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function call_marks(bytea, text)`.execute(db);
}
