import { sql } from 'kysely';
import type { Refused } from '#server/db/bisect.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { closeFailures } from '#server/failures/failure.queries.ts';
import type { SyncId } from '#server/ids.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import { deleteRecords, type StreamState, type WriteCounts, writeRecords } from '#server/records/record-store.ts';
import { renameRecords } from '#server/records/rename-records.ts';
import { markSeen } from '#server/records/seen.ts';
import { writeCarefully } from '#server/records/write-carefully.ts';
import { renameLinks } from '#server/writes/rename-links.ts';
import { settleEchoes } from '#server/writes/settle-echoes.ts';
import type { TouchedRows } from './read-touched.ts';
import type { SyncRow } from './sync.table.ts';

/**
 * Stores rows that were read by their keys. The caller holds the stream's lock. Every one counts as met by the full pass
 * that may be half-way: it has passed the place of a new row already, and would take it for missing at its end.
 */
export async function writeTouched(
  tx: TenantTx,
  sync: SyncRow,
  touched: TouchedRows,
  { isCareful, now }: { isCareful: boolean; now: Date },
): Promise<WriteCounts & { lastSeq: number; refused: Refused<IncomingRecord>[] }> {
  const state: StreamState = { stream: sync.stream, lastSeq: sync.last_seq, nextSlot: sync.next_slot };
  const moved = await renameRecords(tx, state, touched.renamed, now);
  await renameLinks(tx, { connectionId: sync.connection_id, object: sync.object }, touched.renamed);
  const { records, quiet } = await settleEchoes(tx, sync, touched);
  const { slots, refused, ...counts } = isCareful
    ? await writeCarefully(tx, state, records, { now, quiet })
    : { ...(await writeRecords(tx, state, records, { now, quiet })), refused: [] };
  await markSeen(tx, state.stream, slots);
  const written = new Set(touched.records.map((record) => record.externalId));
  const failing = new Set(refused.map(({ item }) => item.externalId));
  const gone = touched.gone.filter((key) => !written.has(key));
  counts.added += moved.added;
  counts.deleted += moved.deleted;
  counts.deleted += await deleteRecords(tx, state, gone, now);
  const well = [...written, ...gone, ...touched.renamed.map(({ from }) => from)].filter((key) => !failing.has(key));
  await closeFailures(tx, sync.id, well, now);
  await moveOn(tx, sync.id, state, counts, now);
  return { ...counts, lastSeq: state.lastSeq, refused };
}

async function moveOn(
  tx: TenantTx,
  syncId: SyncId,
  state: StreamState,
  { added, updated, deleted }: WriteCounts,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('sync')
    .set({
      last_seq: state.lastSeq,
      next_slot: state.nextSlot,
      records: sql`records + ${added - deleted}`,
      ...(added + updated + deleted > 0 && { last_change_at: now }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', syncId)
    .execute();
}
