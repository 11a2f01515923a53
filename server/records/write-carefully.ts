import { bisect, type Refused } from '#server/db/bisect.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { IncomingRecord } from './incoming-record.ts';
import { StaleRows, type StreamState, type WriteCounts, type WriteOptions, writeRecords } from './record-store.ts';

type CarefullyWritten = WriteCounts & {
  slots: number[];
  slotOf: Map<string, number>;
  refused: Refused<IncomingRecord>[];
};

/** `writeRecords` for a page that the database has refused as a whole: all of it is stored but the records that it refuses. */
export async function writeCarefully(
  tx: TenantTx,
  state: StreamState,
  incoming: readonly IncomingRecord[],
  options: WriteOptions,
): Promise<CarefullyWritten> {
  // All of it is looked at then.
  if (options.met) throw new StaleRows();
  const counts = { added: 0, updated: 0, unchanged: 0, deleted: 0, slots: [] as number[] };
  const slotOf = new Map<string, number>();
  // Of two with one key in different pieces, the earlier one would be stored, too.
  const records = [...new Map(incoming.map((record) => [record.externalId, record])).values()];
  const refused = await bisect(tx, records, async (piece) => {
    const after = { ...state };
    const written = await writeRecords(tx, after, piece, options);
    return () => {
      Object.assign(state, after);
      counts.added += written.added;
      counts.updated += written.updated;
      counts.unchanged += written.unchanged;
      counts.slots.push(...written.slots);
      for (const [key, slot] of written.slotOf) slotOf.set(key, slot);
    };
  });
  return { ...counts, slotOf, refused };
}
