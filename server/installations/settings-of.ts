import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { loadInternalValues } from '#server/integrations/internal-values.ts';
import { effectiveAnswers, questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import type { InstallationRow } from './installation.table.ts';

const answersSchema = z.record(z.string(), z.unknown());

/** What an installation runs with: defaults of its version, what the customer said, and what the vendor alone sets. */
export async function settingsOf(
  tx: TenantTx,
  installation: InstallationRow,
  connector: Connector,
): Promise<Record<string, unknown>> {
  const own = answersSchema.parse(installation.answers);
  const questions = questionsOf(await loadDefinition(tx, installation), connector.settings);
  if (questions.length === 0) return own;
  const { integration_id: integrationId, customer_id: customerId } = installation;
  const internal = questions.some(({ internalOnly }) => internalOnly)
    ? await loadInternalValues(tx, { integrationId, customerId })
    : {};
  return effectiveAnswers(questions, own, internal);
}
