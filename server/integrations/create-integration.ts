import { canonicalJson } from '#server/canonical-json.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { type DefinitionDocument, definitionSchema } from './definition.ts';
import { getIntegrationBySlug } from './get-integration.ts';
import type { IntegrationRow } from './integration.table.ts';
import { publishIntegration, requireDefinition } from './publish-integration.ts';
import { loadDefinition } from './version.queries.ts';

interface CreateIntegration {
  slug: string;
  connector: string;
  name: string;
  description: string;
  category: string;
  status: IntegrationRow['status'];
  definition: DefinitionDocument;
  by?: string;
}

/**
 * Puts an integration on offer, or changes the one with this slug, in one step: words and draft, and where it is on offer a
 * new version, if its definition has changed.
 */
export async function createIntegration(tx: TenantTx, input: CreateIntegration): Promise<IntegrationRow> {
  const { slug, connector, name, description, category, status, by = 'portico' } = input;
  // What is coming soon may have no connector yet.
  const document = definitionSchema.parse(input.definition);
  const planned =
    status === 'coming_soon' ? undefined : requireDefinition(document, await getConnector(tx, connector)).definition;
  const now = new Date();
  const values = { connector, name, description, category };
  const draft = { draft: JSON.stringify(document), draft_by: by, draft_at: now };
  const row = await tx
    .insertInto('integration')
    .values({
      ...{ environment_id: tx.tenant.environmentId, id: newId('integration'), slug, ...values, ...draft },
      status: status === 'published' ? 'draft' : status,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'slug']).doUpdateSet({ ...values, ...draft, status, updated_at: now }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  if (status !== 'published') return row;
  const pinned = row.version === null ? undefined : { integration_id: row.id, integration_version: row.version };
  if (!pinned || canonicalJson(await loadDefinition(tx, pinned)) !== canonicalJson(planned))
    await publishIntegration(tx, { slug, note: '', by, now });
  return getIntegrationBySlug(tx, slug);
}
