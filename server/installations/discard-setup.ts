import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import { disconnect } from '#server/connections/disconnect.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationRow } from './installation.table.ts';

/** Takes back an installation that was begun and never finished, with the access that was given to it. */
export async function discardSetup(tx: TenantTx, installation: InstallationRow, now: Date): Promise<void> {
  const connection = await findConnectionOfInstallation(tx, installation.id);
  if (connection) return disconnect(tx, connection.id, 'portico', now);
  await tx
    .updateTable('installation')
    .set({ status: 'removed', removed_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', installation.id)
    .execute();
}
