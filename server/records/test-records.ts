import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { newId, type SyncId } from '#server/ids.ts';
import { lockSync } from '#server/syncs/sync.queries.ts';
import type { SeededSync } from '#server/syncs/test-sync.ts';
import { incomingRecord } from './incoming-record.ts';
import { deleteRecords, writeRecords } from './record-store.ts';

/** One more stream of the same customer and model. */
export function addTestStream(seeded: SeededSync, model?: string): Promise<SyncId> {
  const id = newId('sync');
  return withTenant(seeded, async (tx) => {
    const first = await tx.selectFrom('sync').selectAll().where('id', '=', seeded.syncId).executeTakeFirstOrThrow();
    const { customer_id, installation_id, connection_id, label, mode, schedule, status, environment_id } = first;
    await tx
      .insertInto('sync')
      .values({
        environment_id,
        id,
        customer_id,
        installation_id,
        connection_id,
        object: id,
        model: model ?? first.model,
        label,
        mode,
        schedule: JSON.stringify(schedule),
        status,
      })
      .execute();
    return id;
  });
}

interface TestWrite {
  put?: Record<string, unknown>;
  remove?: string[];
  now?: Date;
  /** Keys of what the vendor wrote itself. */
  quiet?: string[];
}

/** Writes a page as a run does: under the stream's lock, counters in the same transaction. */
export async function writeTest(
  tx: TenantTx,
  syncId: SyncId,
  { put = {}, remove = [], now = new Date(), quiet = [] }: TestWrite,
): Promise<void> {
  const sync = await lockSync(tx, syncId);
  if (!sync) throw new Error('There is no such sync.');
  const state = { stream: sync.stream, lastSeq: sync.last_seq, nextSlot: sync.next_slot };
  const incoming = Object.entries(put).map(([externalId, version]) =>
    incomingRecord(externalId, typeof version === 'object' ? version : { version }),
  );
  const { added } = await writeRecords(tx, state, incoming, { now, quiet: new Set(quiet) });
  const deleted = await deleteRecords(tx, state, remove, now);
  await tx
    .updateTable('sync')
    .set({ last_seq: state.lastSeq, next_slot: state.nextSlot, records: sync.records + added - deleted })
    .where('id', '=', syncId)
    .execute();
}
