import { type Kysely, sql } from 'kysely';

/*
 * Every way in: which kind of account was chosen, what was answered before authorising, and registrations that are ours
 * (dynamic registration at the authorization server of an MCP server) beside those that the vendor typed in.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connect add column account_type text, add column before jsonb not null default '{}'`.execute(
    db,
  );
  await sql`alter table connection add column account_type text`.execute(db);
  await sql`alter table oauth_app
    add column kind text not null default 'own' check (kind in ('own', 'development', 'registered')),
    add column resource text not null default '',
    add column secret_parameters bytea`.execute(db);
  await sql`alter table oauth_app drop constraint oauth_app_environment_id_connector_key`.execute(db);
  // One client for each server of a connector that is registered at many; the vendor's own stands under ''.
  await sql`alter table oauth_app add unique (environment_id, connector, resource)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from oauth_app where resource <> ''`.execute(db);
  await sql`alter table oauth_app drop constraint oauth_app_environment_id_connector_resource_key`.execute(db);
  await sql`alter table oauth_app add unique (environment_id, connector)`.execute(db);
  await sql`alter table oauth_app drop column kind, drop column resource, drop column secret_parameters`.execute(db);
  await sql`alter table connection drop column account_type`.execute(db);
  await sql`alter table connect drop column account_type, drop column before`.execute(db);
}
