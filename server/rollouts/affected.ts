import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationId } from '#server/ids.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { requireDefinition } from '#server/integrations/publish-integration.ts';
import { getVersion, loadDefinition } from '#server/integrations/version.queries.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { Need } from './needs.ts';
import { weighUpgrade } from './weigh-upgrade.ts';

export interface Affected {
  installationId: InstallationId;
  customer: { id: string; externalId: string; name: string };
  version: number;
  status: string;
  /** Nothing: it comes to the new version by itself. */
  needs: Need[];
}

/** What would be published, or was: what each installation that is not on it must do for it. */
export async function listAffected(
  tx: TenantTx,
  integration: IntegrationRow,
  version: number | 'draft',
  page: PageRequest,
): Promise<Affected[]> {
  const definition = await definitionOf(tx, integration, version);
  let query = tx
    .selectFrom('installation')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', integration.id)
    .where('removed_at', 'is', null)
    .where('status', '<>', 'setup');
  if (version !== 'draft') query = query.where('integration_version', '<>', version);
  if (page.cursor) query = query.where('id', '<', idCursor(page.cursor) as InstallationId);
  const installations = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const customers = await customersOf(
    tx,
    installations.map((row) => row.customer_id),
  );
  const weighed = await weighUpgrade(tx, integration, installations, definition);
  return weighed.map(({ installation, needs }): Affected => {
    const customer = customers.get(installation.customer_id);
    return {
      installationId: installation.id,
      customer: {
        id: installation.customer_id,
        externalId: customer?.external_id ?? '',
        name: customer?.name ?? '',
      },
      version: installation.integration_version,
      status: installation.status,
      needs,
    };
  });
}

async function definitionOf(tx: TenantTx, integration: IntegrationRow, version: number | 'draft') {
  if (version !== 'draft') {
    await getVersion(tx, integration, version);
    return loadDefinition(tx, { integration_id: integration.id, integration_version: version });
  }
  return requireDefinition(integration.draft, await getConnector(tx, integration.connector)).definition;
}

async function customersOf(tx: TenantTx, ids: readonly string[]) {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('customer')
    .select(['id', 'external_id', 'name'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', ids as never)
    .execute();
  return new Map(rows.map((row) => [row.id as string, row]));
}
