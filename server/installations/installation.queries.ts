import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { InstallationId, IntegrationId } from '#server/ids.ts';
import type { InstallationRow } from './installation.table.ts';

export async function getInstallation(tx: TenantTx, id: InstallationId): Promise<InstallationRow> {
  const row = await tx
    .selectFrom('installation')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('installation', id);
  return row;
}

/** The customer's one installation of an integration, whatever its state, unless it was removed. */
export async function findInstallation(
  tx: TenantTx,
  integrationId: IntegrationId,
): Promise<InstallationRow | undefined> {
  const { environmentId, customerId } = tx.tenant;
  if (!customerId) throw new Error('An installation is found for a customer; this transaction speaks for none.');
  return tx
    .selectFrom('installation')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('customer_id', '=', customerId)
    .where('integration_id', '=', integrationId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}
