import { type Kysely, sql } from 'kysely';

/*
 * What a full pass has met becomes a bit string: one statement adds a page to what is there, which bytes have to be read
 * for. Plain, because it is asked for one bit a record: compressed, each of these would unpack its chunk again. The bytes
 * stay as they are, so that a pass goes on that is half-way.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table record_seen
      alter column bits type bit(16384) using ('x' || encode(bits, 'hex'))::bit(16384),
      alter column bits set storage plain`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table record_seen
      alter column bits type bytea using substring(bit_send(bits) from 5),
      alter column bits set storage extended`.execute(db);
}
