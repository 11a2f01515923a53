import { type Kysely, sql } from 'kysely';

/*
 * What each row of a remembered page was like, so that of a page that is another one now only the rows that are others are
 * read. Hashes can't be compressed: nobody should try.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table page_memory add column rows bytea;
    alter table page_memory alter column rows set storage external;`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table page_memory drop column rows`.execute(db);
}
