import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { FormField } from '#server/embed/embed-schemas.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import type { Need } from './needs.ts';
import { weighUpgrade } from './weigh-upgrade.ts';

/** What a customer has to do for the version that it is asked about, as it stands now; undefined where it is asked nothing. */
export async function upgradeView(
  tx: TenantTx,
  integration: IntegrationRow,
  installation: InstallationRow,
  locale: string,
): Promise<{ version: number; asks: Need[]; fields: FormField[] } | undefined> {
  const { asked_version: version } = installation;
  if (version === null) return undefined;
  const definition = await loadDefinition(tx, { integration_id: integration.id, integration_version: version });
  const [weighed] = await weighUpgrade(tx, integration, [installation], definition);
  const asks = weighed?.needs ?? [];
  const { connector } = await getConnector(tx, integration.connector);
  const named = asks.flatMap((need) => (need.kind === 'answer' ? [need.name] : []));
  const fields = wordsOf(integration, definition, locale).fields(questionsOf(definition, connector.settings));
  return { version, asks, fields: fields.filter(({ name }) => named.includes(name)) };
}
