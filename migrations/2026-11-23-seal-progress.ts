import { type Kysely, sql } from 'kysely';

/* How far the job is that seals the records of an environment, or opens them: for whoever waits for its end. */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table environment add column record_encryption_done bigint not null default 0`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table environment drop column record_encryption_done`.execute(db);
}
