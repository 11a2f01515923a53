import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import { disconnect } from '#server/connections/disconnect.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { EndUserId, InstallationId } from '#server/ids.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { syncKey } from '#server/integrations/definition.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { pauseSync } from '#server/syncs/pause-sync.ts';
import { resumeSync } from '#server/syncs/resume-sync.ts';
import { listSyncsOfInstallation } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';

/** Stops every sync of an installation where it is. */
export async function pauseInstallation(tx: TenantTx, id: InstallationId, now: Date): Promise<void> {
  await requireConnected(tx, id);
  for (const sync of await listSyncsOfInstallation(tx, id)) await pauseSync(tx, sync.id, now);
  await setStatus(tx, id, 'paused');
}

/** Lets every sync go on that the customer has not switched off by itself, beginning with a run that catches up. */
export async function resumeInstallation(tx: TenantTx, id: InstallationId, now: Date): Promise<void> {
  await requireConnected(tx, id);
  const installation = await getEntitled(tx, id);
  const { syncs } = await loadDefinition(tx, installation);
  const isOffered = (row: SyncRow) => syncs.length === 0 || syncs.some((sync) => syncKey(sync) === syncKey(row));
  for (const sync of await listSyncsOfInstallation(tx, id))
    if (isOffered(sync) && !sync.switched_off) await resumeSync(tx, sync.id, { now });
  await setStatus(tx, id, 'active');
}

/** Reads what is on now; where nothing is, it is said. */
export async function syncInstallation(tx: TenantTx, id: InstallationId, now: Date): Promise<void> {
  await requireConnected(tx, id);
  const syncs = await listSyncsOfInstallation(tx, id);
  const on = syncs.filter((sync) => sync.status === 'active');
  for (const sync of on.length > 0 ? on : syncs) await triggerSync(tx, sync.id, 'manual', { now });
}

/** Disconnects at the customer's wish. */
export async function removeInstallation(
  tx: TenantTx,
  id: InstallationId,
  endUserId: EndUserId,
  now: Date,
): Promise<void> {
  const connection = await requireConnected(tx, id);
  await disconnect(tx, connection.id, endUserId, now);
}

/** One that was removed, in another tab perhaps, is gone for every act. */
async function requireConnected(tx: TenantTx, id: InstallationId): Promise<ConnectionRow> {
  const connection = await findConnectionOfInstallation(tx, id);
  if (connection) return connection;
  throw notFound('installation', id);
}

async function setStatus(tx: TenantTx, id: InstallationId, status: InstallationRow['status']): Promise<void> {
  await tx
    .updateTable('installation')
    .set({ status })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}
