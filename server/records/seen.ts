import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';

/*
 * Which records a full pass has met: one bit a record, in chunks of 2 KB that are committed with their page. What has no
 * bit when the pass has read every page is gone at the app. Touching every row instead would rewrite the table.
 */
const bitsPerChunk = 16_384;

export async function forgetSeen(tx: TenantTx, stream: number): Promise<void> {
  await tx.deleteFrom('record_seen').where('environment', '=', thisEnvironment).where('stream', '=', stream).execute();
}

export async function markSeen(tx: TenantTx, stream: number, slots: readonly number[]): Promise<void> {
  const byChunk = Map.groupBy(slots, (slot) => Math.floor(slot / bitsPerChunk));
  for (const [chunk, members] of byChunk) {
    const row = await tx
      .selectFrom('record_seen')
      .select('bits')
      .where('environment', '=', thisEnvironment)
      .where('stream', '=', stream)
      .where('chunk', '=', chunk)
      .executeTakeFirst();
    const bits = row ? Buffer.from(row.bits) : Buffer.alloc(bitsPerChunk / 8);
    for (const slot of members) {
      const bit = slot % bitsPerChunk;
      bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
    await tx
      .insertInto('record_seen')
      .values({ stream, chunk, bits })
      .onConflict((conflict) => conflict.columns(['environment', 'stream', 'chunk']).doUpdateSet({ bits }))
      .execute();
  }
}

/** Keys of the records that this pass did not meet. */
export async function listUnseen(tx: TenantTx, stream: number): Promise<string[]> {
  const rows = await sql<{ external_id: string }>`
    select r.external_id
      from record r
      left join record_seen s
        on s.environment = r.environment and s.stream = r.stream and s.chunk = r.slot / ${bitsPerChunk}
     where r.environment = ${thisEnvironment} and r.stream = ${stream} and r.action <> 'deleted'
       and (s.bits is null or get_bit(s.bits, r.slot % ${bitsPerChunk}) = 0)`.execute(tx);
  return rows.rows.map((row) => row.external_id);
}
