import { type Kysely, sql } from 'kysely';

/*
 * The customer's own mapping. While somebody connects, what they have matched is kept with the connect, by the sync's
 * key: the syncs themselves begin with the last step.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connect add column mappings json not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connect drop column mappings`.execute(db);
}
