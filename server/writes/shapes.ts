import type { Connector, Upsert } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { linkLookups } from '#server/mapping/link-tables.ts';
import type { Lookups } from '#server/mapping/path.ts';
import { itemData } from './item-data.ts';
import type { LaneName } from './lane.queries.ts';
import { leavesOf, recordOf } from './leaves.ts';
import { loadOutMapping, type OutMapping } from './out-mapping.ts';
import { listStoredRows, type StoredRow } from './stored-rows.ts';
import type { WriteBatchRow } from './write-batch.table.ts';
import type { WriteItemRow } from './write-item.table.ts';

/** The shape in which items came, and in which they are compared with what is stored. */
export interface Shape {
  /** Null: that of the app's rows. */
  syncId: SyncId | null;
  /** What makes rows of them. Undefined where none is needed, or where there is no way back any more. */
  out?: { mapping: OutMapping; lookups: Lookups } | undefined;
  /** What is known of the rows, by their keys. */
  stored: ReadonlyMap<string, StoredRow>;
}

interface Waiting {
  row: WriteItemRow;
  batch: WriteBatchRow;
  key: string | undefined;
}

interface Lane {
  lane: LaneName;
  object: Connector['objects'][string];
  upsert: Upsert<never>;
}

/** Loads what is needed for items of all shapes that wait, once for each shape. */
export async function loadShapes(
  tx: TenantTx,
  { lane, object }: Lane,
  items: readonly Waiting[],
): Promise<{ of(batch: WriteBatchRow): Shape }> {
  const shapes = new Map<SyncId | null, Shape>();
  for (const [syncId, members] of Map.groupBy(items, ({ batch }) => batch.sync_id)) {
    const keys = [...new Set(members.flatMap(({ key }) => key ?? []))];
    const stored = await listStoredRows(tx, { ...lane, syncId, keys });
    const mapping = syncId === null ? undefined : await loadOutMapping(tx, syncId, object);
    const lookups = mapping && (await loadLookups(tx, lane, mapping, members, stored));
    shapes.set(syncId, { syncId, stored, ...(mapping && lookups && { out: { mapping, lookups } }) });
  }
  return { of: ({ sync_id: syncId }) => shapes.get(syncId) ?? { syncId, stored: new Map() } };
}

function loadLookups(
  tx: TenantTx,
  { connectionId }: LaneName,
  { linked: objects, map }: OutMapping,
  members: readonly Waiting[],
  stored: ReadonlyMap<string, StoredRow>,
): Promise<Lookups> {
  return linkLookups(tx, { connectionId, objects, way: 'out' }, (lookups) => {
    for (const { row, key } of members) {
      const known = key === undefined ? undefined : stored.get(key);
      const data = itemData(row.data);
      if (known) map(known.data, lookups);
      map(known ? recordOf(new Map([...leavesOf(known.data), ...leavesOf(data)])) : data, lookups);
    }
  });
}
