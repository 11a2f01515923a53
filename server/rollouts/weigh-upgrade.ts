import { getConnector } from '#server/catalog/get-connector.ts';
import { scopeWordsOf } from '#server/catalog/scope-words.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import type { Definition } from '#server/integrations/definition.ts';
import { type Change, diffDefinitions } from '#server/integrations/diff-definitions.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { loadInstalled } from './load-installed.ts';
import { type Need, needsOf } from './needs.ts';

export interface WeighedInstallation {
  installation: InstallationRow;
  needs: Need[];
  changes: Change[];
}

/** What each of some installations of one integration must do to come to a definition. What differs is worked out once for each version that they have. */
export async function weighUpgrade(
  tx: TenantTx,
  integration: IntegrationRow,
  installations: readonly InstallationRow[],
  definition: Definition,
): Promise<WeighedInstallation[]> {
  const loaded = await getConnector(tx, integration.connector);
  const { connector } = loaded;
  const installed = await loadInstalled(tx, installations);
  const differences = new Map<number, Change[]>();
  const weighed: WeighedInstallation[] = [];
  for (const installation of installations) {
    const version = installation.integration_version;
    const changes =
      differences.get(version) ?? diffDefinitions(await loadDefinition(tx, installation), definition, connector);
    differences.set(version, changes);
    const known = installed.get(installation.id);
    if (!known) continue;
    const weighing = { definition, changes, policy: integration.upgrades, connector, scopeWords: scopeWordsOf(loaded) };
    weighed.push({ installation, changes, needs: needsOf(known, weighing) });
  }
  return weighed;
}
