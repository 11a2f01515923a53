import { type Kysely, sql } from 'kysely';

/*
 * Writes in the vendor's model. A version of a mapping may hold the way back, too. What was written is known in both
 * shapes: as the app's row, and as the model of the sync that it was written through, which is the one that its records
 * are compared in. A link of a row that the app has merged into another one's says so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table mapping add column write json`.execute(db);
  await sql`alter table write_batch add column sync_id text collate "C", add column model text`.execute(db);
  await sql`alter table write_item add column sent_model text`.execute(db);
  await sql`alter table link add column sync_id text collate "C", add column model_written text not null default '{}',
    add column merged_into text collate "C"`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table link drop column sync_id, drop column model_written, drop column merged_into`.execute(db);
  await sql`alter table write_item drop column sent_model`.execute(db);
  await sql`alter table write_batch drop column sync_id, drop column model`.execute(db);
  await sql`alter table mapping drop column write`.execute(db);
}
