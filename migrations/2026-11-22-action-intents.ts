import { type Kysely, sql } from 'kysely';

/*
 * An effect outside can't be in the transaction that remembers its idempotency key: the intent is written before it, with
 * whoever works on it and until when, and the answer after it. An intent without an answer whose time is over is uncertain.
 */

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table idempotency_key
    alter column answer drop not null,
    add column lease text,
    add column lease_until timestamptz,
    add constraint idempotency_key_answer_or_lease check (answer is not null or lease_until is not null)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from idempotency_key where answer is null`.execute(db);
  await sql`alter table idempotency_key
    drop constraint idempotency_key_answer_or_lease,
    drop column lease,
    drop column lease_until,
    alter column answer set not null`.execute(db);
}
