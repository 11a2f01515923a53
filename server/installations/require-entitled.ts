import { getCustomer } from '#server/customers/customer.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { InstallationId } from '#server/ids.ts';
import { mayRun } from '#server/integrations/entitlement.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { getInstallation } from './installation.queries.ts';
import type { InstallationRow } from './installation.table.ts';

/** Whether the customer's plan still holds what it has installed, by the rule of the version that it has. */
export async function isEntitled(tx: TenantTx, installation: InstallationRow): Promise<boolean> {
  const definition = await loadDefinition(tx, installation);
  if (!definition.plan || definition.plan.keepExisting) return true;
  return mayRun(definition, await getCustomer(tx, installation.customer_id));
}

/** The installation, or why nothing of it may run. */
export async function getEntitled(tx: TenantTx, id: InstallationId): Promise<InstallationRow> {
  const installation = await getInstallation(tx, id);
  if (await isEntitled(tx, installation)) return installation;
  throw new AppError('forbidden', 'The plan of this customer does not include the integration (any more).', {
    remedy: 'Change the plan or the metadata of the customer, or the plan rule of the integration.',
  });
}
