import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { startPassByHook, touchRecords } from '#server/syncs/touch-records.ts';
import type { Told } from './told.ts';

/** Wakes the syncs of what was told, in the order of their ids, so that two who do so never wait for each other. */
export async function wakeSyncs(tx: TenantTx, told: Told, now: Date): Promise<void> {
  const connections = told.connections();
  if (connections.length === 0) return;
  const syncs = await tx
    .selectFrom('sync')
    .select(['id', 'connection_id', 'object', 'mode'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', 'in', connections)
    .orderBy('id')
    .execute();
  for (const sync of syncs) {
    const said = told.of(sync.connection_id, sync.object);
    if (said) await wake(tx, sync, said, now);
  }
}

/** Rows by name where the sync lives on hooks, also while it rests: it reads them later. Another one reads what is new; a full pass is too dear for one row. */
async function wake(
  tx: TenantTx,
  { id, mode }: Pick<SyncRow, 'id' | 'mode'>,
  { keys, unnamed }: { keys: string[]; unnamed: boolean },
  now: Date,
): Promise<void> {
  if (mode === 'incremental') await startPassByHook(tx, id, now);
  if (mode !== 'webhook') return;
  if (keys.length > 0) await touchRecords(tx, id, keys, now);
  if (unnamed) await touchRecords(tx, id, [], now);
}
