import { sql } from 'kysely';
import { bigintArray, textArray, tidArray, uuidArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { IncomingRecord } from './incoming-record.ts';
import type { StreamState } from './record-store.ts';
import type { DataSealer } from './sealed-data.ts';

/** A row that is written anew without being news: whoever reads the feed said so itself. */
export interface QuietChange {
  record: IncomingRecord;
  /** Where it lies; nobody moves it while the stream is locked. */
  place: string;
  slot: number;
}

/**
 * Changes records so that readers of the feed are not told, and the vendor's own database is: the change has its place in
 * the order, which only destinations follow. The caller holds the stream's lock; `state` is moved on.
 */
export async function updateQuietly(
  tx: TenantTx,
  state: StreamState,
  changes: readonly QuietChange[],
  sealer: DataSealer | undefined,
): Promise<void> {
  if (changes.length === 0) return;
  const { numAffectedRows } = await sql`
    update record r set hash = u.hash, data = u.data, quiet = u.seq
      from unnest(${tidArray(changes.map(({ place }) => place))}::tid[],
                  ${uuidArray(changes.map(({ record }) => record.hash))}::uuid[],
                  ${textArray(changes.map(({ record: { data }, slot }) => sealer?.seal(slot, data) ?? data))}::text[],
                  ${bigintArray(changes.map(() => ++state.lastSeq))}::bigint[]) as u(place, hash, data, seq)
     where r.ctid = u.place`.execute(tx);
  if (Number(numAffectedRows) !== changes.length)
    throw new Error(
      `${changes.length} records were to be changed and ${numAffectedRows} were found: the stream was not locked.`,
    );
}
