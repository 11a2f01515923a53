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

/**
 * Keys of the records that this pass did not meet; every slot is below `end`. The slots are found in the bits, so that the
 * database looks through the stream for those alone: joined with the bits, it would look them up once for each record
 * wherever it has not yet counted how many there are.
 */
export async function listUnseen(tx: TenantTx, stream: number, end: number): Promise<string[]> {
  const slots = await unseenSlots(tx, stream, end);
  if (slots.length === 0) return [];
  const { rows } = await sql<{ external_id: string }>`
    select external_id from record
     where environment = ${thisEnvironment} and stream = ${stream} and action <> 'deleted'
       and slot = any(${integerArray(slots)}::integer[])`.execute(tx);
  return rows.map((row) => row.external_id);
}

async function unseenSlots(tx: TenantTx, stream: number, end: number): Promise<number[]> {
  const { rows } = await sql<{ chunk: number; bits: Buffer }>`
    select chunk, substring(bit_send(bits) from 5) as bits from record_seen
     where environment = ${thisEnvironment} and stream = ${stream}`.execute(tx);
  const byChunk = new Map(rows.map(({ chunk, bits }) => [chunk, bits]));
  const unseen: number[] = [];
  for (let first = 0; first < end; first += 8) {
    const byte = byChunk.get(Math.floor(first / bitsPerChunk))?.[(first % bitsPerChunk) >> 3] ?? 0;
    if (byte === 0xff) continue;
    for (let slot = first; slot < Math.min(first + 8, end); slot += 1)
      if ((byte & (1 << (slot & 7))) === 0) unseen.push(slot);
  }
  return unseen;
}
