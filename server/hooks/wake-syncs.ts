import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import type { Told } from './told.ts';

/** Wakes the syncs of what was told, in the order of their ids, so that two who do so never wait for each other. */
export async function wakeSyncs(tx: TenantTx, told: Told, now: Date): Promise<void> {
  const connections = told.connections();
  if (connections.length === 0) return;
  const syncs = await tx
    .selectFrom('sync')
    .innerJoin('connection', (join) =>
      join
        .onRef('connection.environment_id', '=', 'sync.environment_id')
        .onRef('connection.id', '=', 'sync.connection_id'),
    )
    .selectAll('sync')
    .where('sync.environment_id', '=', tx.tenant.environmentId)
    .where('sync.connection_id', 'in', connections)
    .where('sync.status', '=', 'active')
    .where('connection.status', '=', 'active')
    .orderBy('sync.id')
    .execute();
  for (const sync of syncs) {
    const said = told.of(sync.connection_id, sync.object);
    if (said) await wake(tx, sync, now);
  }
}

async function wake(tx: TenantTx, sync: SyncRow, now: Date): Promise<void> {
  await triggerSync(tx, sync.id, 'api', { now });
}
