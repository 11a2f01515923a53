import { type Kysely, sql } from 'kysely';

/*
 * Whether what is written now is to be sealed. Whoever asks holds a shared lock until its transaction ends: who changes
 * it waits for everybody who has read it as it was, and so knows that nothing is written in the old way from then on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create function record_encryption_for_writing() returns text
    language plpgsql volatile security invoker set search_path from current as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtext('record_encryption'), current_setting('portico.environment_number')::integer);
    return (select record_encryption from environment where id = current_setting('portico.environment'));
  end $$`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function record_encryption_for_writing()`.execute(db);
}
