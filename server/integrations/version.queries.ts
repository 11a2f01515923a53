import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { IntegrationId } from '#server/ids.ts';
import { type Definition, definitionSchema } from './definition.ts';
import type { IntegrationRow, IntegrationVersionRow } from './integration.table.ts';
import { planDefinition } from './plan-sync.ts';

/** The integration with this slug, locked: whoever publishes or rolls out does it alone. */
export async function lockIntegration(tx: TenantTx, slug: string): Promise<IntegrationRow> {
  const row = await tx
    .selectFrom('integration')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('integration', slug);
  return row;
}

export async function findVersion(
  tx: TenantTx,
  integrationId: IntegrationId,
  version: number,
): Promise<IntegrationVersionRow | undefined> {
  return tx
    .selectFrom('integration_version')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', integrationId)
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function getVersion(
  tx: TenantTx,
  integration: Pick<IntegrationRow, 'id' | 'slug'>,
  version: number,
): Promise<IntegrationVersionRow> {
  const row = await findVersion(tx, integration.id, version);
  if (row) return row;
  throw new AppError('not_found', `${integration.slug} has no version ${version}.`, {
    remedy: `GET /api/v1/integrations/${integration.slug}/versions lists them.`,
  });
}

export async function listVersions(tx: TenantTx, integrationId: IntegrationId) {
  return tx
    .selectFrom('integration_version as v')
    .select((from) => [
      ...(['v.version', 'v.change', 'v.changes', 'v.note', 'v.created_by', 'v.created_at'] as const),
      from
        .selectFrom('installation as s')
        .select((of) => of.fn.countAll<string>().as('count'))
        .whereRef('s.environment_id', '=', 'v.environment_id')
        .whereRef('s.integration_id', '=', 'v.integration_id')
        .whereRef('s.integration_version', '=', 'v.version')
        .where('s.removed_at', 'is', null)
        .as('installations'),
    ])
    .where('v.environment_id', '=', tx.tenant.environmentId)
    .where('v.integration_id', '=', integrationId)
    .orderBy('v.version', 'desc')
    .execute();
}

type NewVersion = Pick<IntegrationVersionRow, 'integration_id' | 'version' | 'change' | 'note' | 'created_by'> & {
  definition: string;
  changes: string;
};

export async function insertVersion(tx: TenantTx, version: NewVersion): Promise<void> {
  await tx
    .insertInto('integration_version')
    .values({ environment_id: tx.tenant.environmentId, ...version })
    .execute();
}

/** Those from before versions were kept may name models that apps share, and mean what the connector says of them today. */
async function readVersion(tx: TenantTx, row: { definition: unknown; connector: string }): Promise<Definition> {
  const document = definitionSchema.parse(row.definition);
  const own = document.syncs.flatMap((sync) => ('unified' in sync ? [] : [sync]));
  if (own.length === document.syncs.length) return { ...document, syncs: own };
  return planDefinition(document, row.connector, (await getConnector(tx, row.connector)).connector);
}

const mostKept = 1000;
const kept = new Map<string, Definition>();

export interface PinnedVersion {
  integration_id: IntegrationId;
  integration_version: number;
}

/** What a version says. A version never changes, so it is read once. */
export async function loadDefinition(tx: TenantTx, pinned: PinnedVersion): Promise<Definition> {
  const [definition] = await loadDefinitions(tx, [pinned]);
  if (definition) return definition;
  throw notFound('version of the integration', `${pinned.integration_id} ${pinned.integration_version}`);
}

const keyOf = (tx: TenantTx, { integration_id, integration_version }: PinnedVersion): string =>
  `${tx.tenant.environmentId} ${integration_id} ${integration_version}`;

/** The same for many at once, in the order in which they were asked for. */
export async function loadDefinitions(tx: TenantTx, pinned: readonly PinnedVersion[]): Promise<Definition[]> {
  const missing = pinned.filter((one) => !kept.has(keyOf(tx, one)));
  const found = new Map<string, Definition>();
  if (missing.length > 0) {
    const rows = await tx
      .selectFrom('integration_version as v')
      .innerJoin('integration as i', (join) =>
        join.onRef('i.environment_id', '=', 'v.environment_id').onRef('i.id', '=', 'v.integration_id'),
      )
      .select(['v.integration_id', 'v.version as integration_version', 'v.definition', 'i.connector'])
      .where('v.environment_id', '=', tx.tenant.environmentId)
      .where((where) =>
        where.or(
          missing.map((one) =>
            where.and([
              where('v.integration_id', '=', one.integration_id),
              where('v.version', '=', one.integration_version),
            ]),
          ),
        ),
      )
      .execute();
    for (const row of rows) found.set(keyOf(tx, row), await readVersion(tx, row));
  }
  for (const [key, definition] of found) {
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(key, definition);
  }
  return pinned.flatMap((one) => found.get(keyOf(tx, one)) ?? kept.get(keyOf(tx, one)) ?? []);
}
