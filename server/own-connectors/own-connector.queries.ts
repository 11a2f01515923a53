import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { OwnConnectorRow, OwnConnectorVersionRow } from './own-connector.table.ts';

export function findOwnConnector(tx: TenantTx, slug: string): Promise<OwnConnectorRow | undefined> {
  return tx
    .selectFrom('own_connector')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('slug', '=', slug)
    .executeTakeFirst();
}

export async function getOwnConnector(tx: TenantTx, slug: string): Promise<OwnConnectorRow> {
  const row = await findOwnConnector(tx, slug);
  if (row) return row;
  throw new AppError('not_found', `There is no connector ${slug} of this environment.`, {
    remedy: 'GET /api/v1/connectors?kind=own lists them.',
  });
}

/** The row, and nobody else's hands on it until the transaction ends. */
export async function lockOwnConnector(tx: TenantTx, slug: string): Promise<OwnConnectorRow> {
  await tx
    .selectFrom('own_connector')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('slug', '=', slug)
    .forUpdate()
    .execute();
  return getOwnConnector(tx, slug);
}

export function listOwnConnectors(tx: TenantTx): Promise<OwnConnectorRow[]> {
  return tx
    .selectFrom('own_connector')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .orderBy('slug')
    .execute();
}

export function insertOwnConnector(
  tx: TenantTx,
  { slug, draft, by }: { slug: string; draft: string; by: string },
): Promise<OwnConnectorRow | undefined> {
  return tx
    .insertInto('own_connector')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('ownConnector'),
      slug,
      draft,
      draft_by: by,
      published: null,
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'slug']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function updateOwnConnector(
  tx: TenantTx,
  id: OwnConnectorRow['id'],
  change: { draft: string; draft_by: string; draft_at: Date } | { published: number },
): Promise<void> {
  await tx
    .updateTable('own_connector')
    .set(change)
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

export async function deleteOwnConnector(tx: TenantTx, id: OwnConnectorRow['id']): Promise<void> {
  await tx
    .deleteFrom('own_connector')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

export function findVersion(
  tx: TenantTx,
  id: OwnConnectorRow['id'],
  version: number,
): Promise<OwnConnectorVersionRow | undefined> {
  return tx
    .selectFrom('own_connector_version')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The newest first, without what they hold. */
export function listVersions(tx: TenantTx, id: OwnConnectorRow['id']) {
  return tx
    .selectFrom('own_connector_version as v')
    .leftJoin('member as m', 'm.id', 'v.created_by')
    .select(['v.version', 'v.note', 'v.created_at', 'm.name as author'])
    .where('v.environment_id', '=', tx.tenant.environmentId)
    .where('v.connector_id', '=', id)
    .orderBy('v.version', 'desc')
    .execute();
}

export async function insertVersion(
  tx: TenantTx,
  version: Pick<OwnConnectorVersionRow, 'connector_id' | 'note' | 'created_by'> & { definition: string },
): Promise<number> {
  const { last } = await tx
    .selectFrom('own_connector_version')
    .select((from) => from.fn.max('version').as('last'))
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector_id', '=', version.connector_id)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx
    .insertInto('own_connector_version')
    .values({ environment_id: tx.tenant.environmentId, version: number, ...version })
    .execute();
  return number;
}

/** Integrations that are made of a connector. */
export function integrationsOf(tx: TenantTx, slug: string): Promise<{ name: string }[]> {
  return tx
    .selectFrom('integration')
    .select('name')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector', '=', slug)
    .execute();
}

/** Connections of a connector that are still there. */
export async function countConnections(tx: TenantTx, slug: string): Promise<number> {
  const { count } = await tx
    .selectFrom('connection')
    .select((from) => from.fn.countAll<string>().as('count'))
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector', '=', slug)
    .where('status', '<>', 'disconnected')
    .executeTakeFirstOrThrow();
  return Number(count);
}
