import { type Kysely, sql } from 'kysely';

/*
 * A change that is no news to the vendor, because it wrote it itself, is one for the vendor's own database. `quiet` is its
 * place in the order of changes: readers of the feed follow `seq`, which stays; destinations follow the later of the two.
 * A record that has another key now leaves its name behind, and that says where it went.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table record add column quiet bigint, add column renamed_to text collate "C"`.execute(db);
  await sql`create unique index record_quiet on record (environment, stream, quiet) where quiet is not null`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index record_quiet`.execute(db);
  await sql`alter table record drop column quiet, drop column renamed_to`.execute(db);
}
