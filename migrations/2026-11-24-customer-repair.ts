import { type Kysely, sql } from 'kysely';

/*
 * What a customer sees of what failed is the environment's to decide; what happened is kept as a code with its values, so
 * that it can be said in the reader's language; what was switched on and off before the end of a connect is kept with it.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table environment add column customer_view json not null default '{}'`.execute(db);
  await sql`alter table activity add column code text, add column details jsonb`.execute(db);
  await sql`alter table connect add column choices jsonb not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connect drop column choices`.execute(db);
  await sql`alter table activity drop column code, drop column details`.execute(db);
  await sql`alter table environment drop column customer_view`.execute(db);
}
