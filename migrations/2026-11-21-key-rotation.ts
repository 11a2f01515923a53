import { type Kysely, sql } from 'kysely';

/*
 * The life of a credential: when the access ends whatever is done and whether that was told, when it was last checked,
 * whether a renewal was cut off. `previous` begins anew: it is sealed for its own column from now on.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table credential drop column previous`.execute(db);
  await sql`alter table credential
    add column previous bytea,
    add column ends_at timestamptz,
    add column tell_end_at timestamptz,
    add column checked_at timestamptz,
    add column cut_off_at timestamptz`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table credential
    drop column ends_at, drop column tell_end_at, drop column checked_at, drop column cut_off_at`.execute(db);
}
