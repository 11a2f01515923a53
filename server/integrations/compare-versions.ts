import { canonicalJson } from '#server/canonical-json.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type Change, diffDefinitions, weightOf } from './diff-definitions.ts';
import type { IntegrationRow } from './integration.table.ts';
import { getVersion, loadDefinition } from './version.queries.ts';

/** What is different between any two versions, for somebody who has the one. */
export async function compareVersions(
  tx: TenantTx,
  integration: IntegrationRow,
  { from, to }: { from: number; to: number },
): Promise<{ change: 'none' | 'minor' | 'major'; changes: Change[] }> {
  const read = async (version: number) => {
    await getVersion(tx, integration, version);
    return loadDefinition(tx, { integration_id: integration.id, integration_version: version });
  };
  const [before, after] = [await read(from), await read(to)];
  if (canonicalJson(before) === canonicalJson(after)) return { change: 'none', changes: [] };
  const changes = diffDefinitions(before, after, (await getConnector(tx, integration.connector)).connector);
  return { change: weightOf(changes), changes };
}
