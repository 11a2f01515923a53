import { sql } from 'kysely';
import { bitArray, integerArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';

/*
 * Which records a full pass has met: one bit a record, in chunks of 2 KB that are committed with their page. What has no
 * bit when the pass has read every page is gone at the app. Touching every row instead would rewrite the table.
 */
const bitsPerChunk = 16_384;

export async function forgetSeen(tx: TenantTx, stream: number): Promise<void> {
  await tx.deleteFrom('record_seen').where('environment', '=', thisEnvironment).where('stream', '=', stream).execute();
}

/** `known` is what a page was: false, and nothing is marked, where it is not that any more. */
export async function markSeen(
  tx: TenantTx,
  stream: number,
  slots: readonly number[],
  known?: { number: number; body: string },
): Promise<boolean> {
  const { chunks, bits } = bitsOf(slots);
  if (chunks.length === 0) return true;
  const isKnown = known
    ? sql`where (select body from page_memory where environment = ${thisEnvironment} and stream = ${stream} and number = ${known.number}) = ${known.body}::uuid`
    : sql``;
  const { numAffectedRows } = await sql`
    insert into record_seen (stream, chunk, bits)
    select ${stream}, u.chunk, u.bits from unnest(${integerArray(chunks)}::integer[], ${bitArray(bits)}::varbit[]) as u(chunk, bits) ${isKnown}
    on conflict (environment, stream, chunk) do update set bits = record_seen.bits | excluded.bits`.execute(tx);
  return Number(numAffectedRows) > 0;
}

/** Of records that are deleted: what is marked is there, so that a count can tell whether all were met. */
export async function unmarkSeen(tx: TenantTx, stream: number, slots: readonly number[]): Promise<void> {
  const { chunks, bits } = bitsOf(slots);
  await sql`
    update record_seen s set bits = s.bits & ~u.bits
      from unnest(${integerArray(chunks)}::integer[], ${bitArray(bits)}::varbit[]) as u(chunk, bits)
     where s.environment = ${thisEnvironment} and s.stream = ${stream} and s.chunk = u.chunk
       and bit_count(s.bits & u.bits) > 0`.execute(tx);
}

/** The chunks that these slots are in, and what of each they are. The first slot of a byte is its lowest bit. */
function bitsOf(slots: readonly number[]): { chunks: number[]; bits: Buffer[] } {
  const byChunk = new Map<number, Buffer>();
  for (const slot of slots) {
    const chunk = Math.floor(slot / bitsPerChunk);
    const bits = byChunk.get(chunk) ?? Buffer.alloc(bitsPerChunk / 8);
    byChunk.set(chunk, bits);
    const bit = slot % bitsPerChunk;
    bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return { chunks: [...byChunk.keys()], bits: [...byChunk.values()] };
}

/** How many records this pass has met so far, without looking at one of them. */
export async function countSeen(tx: TenantTx, stream: number): Promise<number> {
  const { rows } = await sql<{ met: number }>`
    select coalesce(sum(bit_count(bits)), 0)::integer as met from record_seen
     where environment = ${thisEnvironment} and stream = ${stream}`.execute(tx);
  return rows[0]?.met ?? 0;
}

/** Keys of the records that this pass did not meet. Looks at each record of the stream. */
export async function listUnseen(tx: TenantTx, stream: number): Promise<string[]> {
  const rows = await sql<{ external_id: string }>`
    select r.external_id
      from record r
      left join record_seen s
        on s.environment = r.environment and s.stream = r.stream and s.chunk = r.slot / ${bitsPerChunk}
     where r.environment = ${thisEnvironment} and r.stream = ${stream} and r.action <> 'deleted'
       and (s.bits is null or get_bit(s.bits, (r.slot % ${bitsPerChunk}) # 7) = 0)`.execute(tx);
  return rows.rows.map((row) => row.external_id);
}
