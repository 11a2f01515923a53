import { sql } from 'kysely';
import type { Connector } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { sourceFieldsOf } from '#server/mapping/source-fields.ts';
import { targetFieldsOf } from '#server/mapping/target-fields.ts';
import { validateMapping } from '#server/mapping/validate-mapping.ts';
import { type Definition, definitionSchema, type OwnSync } from './definition.ts';
import type { IntegrationRow } from './integration.table.ts';
import { planSync } from './plan-sync.ts';

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
  if (input.status !== 'coming_soon') await checkSyncs(tx, input.connector, definition);
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

async function checkSyncs(tx: TenantTx, slug: string, definition: Definition): Promise<void> {
  const { connector } = await getConnector(tx, slug);
  const syncs = definition.syncs.map((sync) => planSync(sync, slug, connector));
  const unknown = syncs.find((sync) => !(sync.object in connector.objects));
  if (!unknown) return checkMappings(syncs, connector);
  throw new AppError('invalid', `The connector ${slug} has no object ${unknown.object}.`, {
    field: 'definition.syncs',
    remedy: `It has: ${Object.keys(connector.objects).join(', ')}.`,
  });
}

function checkMappings(syncs: OwnSync[], connector: Connector): void {
  for (const { object: name, mapping, target } of syncs) {
    const object = connector.objects[name];
    if (!mapping || !object) continue;
    const { fields, isOpen } = sourceFieldsOf(object);
    const problems = validateMapping(mapping, {
      source: fields,
      sourceIsOpen: isOpen,
      target: target === undefined ? [] : targetFieldsOf(target),
    });
    const first = problems.find(({ severity }) => severity === 'error');
    if (!first) continue;
    throw new AppError('invalid', `The mapping of ${name} can’t be used. ${first.message}`, {
      field: 'definition.syncs',
      remedy: first.remedy,
    });
  }
}
