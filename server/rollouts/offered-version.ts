import type { TenantTx } from '#server/db/tenant.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { findOpenRollout, listOpenRollouts } from './rollout.queries.ts';
import { versionFor } from './rollout.ts';

/** The version of an integration that the customer of this transaction would get now; null where none was published. */
export async function offeredVersion(tx: TenantTx, integration: IntegrationRow): Promise<number | null> {
  return versionFor(integration, await findOpenRollout(tx, integration.id), tx.tenant.customerId);
}

/** The same for many integrations, by one query. */
export async function offeredVersions(tx: TenantTx) {
  const rollouts = new Map((await listOpenRollouts(tx)).map((rollout) => [rollout.integration_id, rollout]));
  return (integration: Pick<IntegrationRow, 'id' | 'live_version'>): number | null =>
    versionFor(integration, rollouts.get(integration.id), tx.tenant.customerId);
}
