import type { Connector } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { Id, SyncId } from '#server/ids.ts';
import { listBatches } from './batch.queries.ts';
import { itemData } from './item-data.ts';
import { type Leaves, leavesOf } from './leaves.ts';
import { loadOutMapping, modelField, type OutMapping } from './out-mapping.ts';
import type { WriteCall } from './take-items.ts';
import type { WriteItemRow } from './write-item.table.ts';

interface CallShapes {
  /** What was written of an item, in the model that it came in. */
  modelOf(row: WriteItemRow): { syncId: SyncId; leaves: Leaves } | undefined;
  /** The app's complaint with the model's name of the field. */
  inModel<Complaint extends { field?: string }>(row: WriteItemRow, complaint: Complaint): Complaint;
}

/** In which shapes the items of a call came. */
export async function loadCallShapes(
  tx: TenantTx,
  { call, object }: { call: WriteCall; object: Connector['objects'][string] },
): Promise<CallShapes> {
  const ids = [...new Set(call.items.map(({ row }) => row.batch_id))] as Id<'write'>[];
  const batches = await listBatches(tx, ids);
  const mappings = new Map<SyncId, OutMapping | undefined>();
  for (const { sync_id: syncId } of batches.values())
    if (syncId !== null && !mappings.has(syncId)) mappings.set(syncId, await loadOutMapping(tx, syncId, object));
  const syncOf = (row: WriteItemRow) => batches.get(row.batch_id)?.sync_id ?? null;
  return {
    modelOf: (row) => {
      const syncId = syncOf(row);
      return syncId === null || row.sent_model === null ? undefined : { syncId, leaves: leavesOf(itemData(row.sent_model)) }; // biome-ignore format: one thought
    },
    inModel: (row, complaint) => {
      const syncId = syncOf(row);
      const mapping = syncId === null ? undefined : mappings.get(syncId);
      const field = complaint.field === undefined || !mapping ? undefined : modelField(mapping, complaint.field);
      return field === undefined ? complaint : { ...complaint, field };
    },
  };
}
