import { sql } from 'kysely';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { type Definition, definitionSchema } from './definition.ts';
import type { IntegrationRow } from './integration.table.ts';

interface CreateIntegration {
  slug: string;
  connector: string;
  name: string;
  description: string;
  category: string;
  status: IntegrationRow['status'];
  definition: Definition;
}

/** Puts an integration on offer, or changes the one with this slug; its version grows when its definition changes. */
export async function createIntegration(tx: TenantTx, input: CreateIntegration): Promise<IntegrationRow> {
  const definition = definitionSchema.parse(input.definition);
  if (input.status !== 'coming_soon') await checkObjects(tx, input.connector, definition);
  const { slug, connector, name, description, category, status } = input;
  const values = { connector, name, description, category, status, definition: JSON.stringify(definition) };
  return tx
    .insertInto('integration')
    .values({ environment_id: tx.tenant.environmentId, id: newId('integration'), slug, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'slug']).doUpdateSet((excluded) => ({
        ...values,
        updated_at: sql<Date>`now()`,
        version: sql<number>`integration.version + (integration.definition <> ${excluded.ref('excluded.definition')})::integer`,
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function checkObjects(tx: TenantTx, slug: string, { syncs }: Definition): Promise<void> {
  const { connector } = await getConnector(tx, slug);
  const unknown = syncs.find((sync) => !(sync.object in connector.objects));
  if (!unknown) return;
  throw new AppError('invalid', `The connector ${slug} has no object ${unknown.object}.`, {
    field: 'definition.syncs',
    remedy: `It has: ${Object.keys(connector.objects).join(', ')}.`,
  });
}
