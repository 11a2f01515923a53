import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { CustomerId } from '#server/ids.ts';
import { setInternalValues } from './internal-values.ts';
import { questionsOf } from './questions.ts';
import { loadDefinition, lockIntegration } from './version.queries.ts';

interface SetValues {
  slug: string;
  customerId: CustomerId;
  values: Record<string, string | number | boolean | null>;
  by: string;
  now: Date;
}

/** Answers for a customer what the vendor alone answers, as the newest version asks it. */
export async function setValues(tx: TenantTx, { slug, ...given }: SetValues): Promise<string[]> {
  const row = await lockIntegration(tx, slug);
  if (row.version === null) {
    throw new AppError('conflict', `${row.name} has no version yet.`, { remedy: 'Publish its draft first.' });
  }
  const { connector } = await getConnector(tx, row.connector);
  const definition = await loadDefinition(tx, { integration_id: row.id, integration_version: row.version });
  const questions = questionsOf(definition, connector.settings);
  return setInternalValues(tx, { ...given, integrationId: row.id, questions });
}
