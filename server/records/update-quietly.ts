import { sql } from 'kysely';
import { textArray, tidArray, uuidArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { IncomingRecord } from './incoming-record.ts';
import type { DataSealer } from './sealed-data.ts';

/** A row that is written anew without being news: whoever reads the feed said so itself. */
export interface QuietChange {
  record: IncomingRecord;
  /** Where it lies; nobody moves it while the stream is locked. */
  place: string;
  slot: number;
}

/** Changes records and leaves their `seq`: readers of the feed are not told. The caller holds the stream's lock. */
export async function updateQuietly(
  tx: TenantTx,
  changes: readonly QuietChange[],
  sealer: DataSealer | undefined,
): Promise<void> {
  if (changes.length === 0) return;
  const { numAffectedRows } = await sql`
    update record r set hash = u.hash, data = u.data
      from unnest(${tidArray(changes.map(({ place }) => place))}::tid[],
                  ${uuidArray(changes.map(({ record }) => record.hash))}::uuid[],
                  ${textArray(changes.map(({ record: { data }, slot }) => sealer?.seal(slot, data) ?? data))}::text[]) as u(place, hash, data)
     where r.ctid = u.place`.execute(tx);
  if (Number(numAffectedRows) !== changes.length)
    throw new Error(
      `${changes.length} records were to be changed and ${numAffectedRows} were found: the stream was not locked.`,
    );
}
