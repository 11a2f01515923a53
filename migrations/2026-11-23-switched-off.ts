import { type Kysely, sql } from 'kysely';

/* What a customer has switched off stays off when the whole installation is paused and resumed. */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sync add column switched_off boolean not null default false`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sync drop column switched_off`.execute(db);
}
