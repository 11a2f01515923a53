import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, InstallationId, IntegrationId } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';

interface InstallationFilter extends PageRequest {
  customerId?: CustomerId | undefined;
  /** Of one integration; then without those that were removed. */
  integrationId?: IntegrationId | undefined;
}

/** Installations with the names of customer and integration, the newest first, removed ones too. */
export function listInstallations(tx: TenantTx, filter: InstallationFilter) {
  let query = tx
    .selectFrom('installation as s')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 's.environment_id').onRef('u.id', '=', 's.customer_id'),
    )
    .innerJoin('integration as i', (join) =>
      join.onRef('i.environment_id', '=', 's.environment_id').onRef('i.id', '=', 's.integration_id'),
    )
    .select([
      ...(['s.id', 's.customer_id', 's.status', 's.answers', 's.created_at', 's.integration_version'] as const),
      ...(['u.name as customer_name', 'i.slug', 'i.name as integration_name', 'i.connector'] as const),
    ])
    .where('s.environment_id', '=', tx.tenant.environmentId);
  if (filter.customerId) query = query.where('s.customer_id', '=', filter.customerId);
  if (filter.integrationId)
    query = query.where('s.integration_id', '=', filter.integrationId).where('s.removed_at', 'is', null);
  if (filter.cursor) query = query.where('s.id', '<', idCursor(filter.cursor) as InstallationId);
  return query
    .orderBy('s.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export type ListedInstallation = Awaited<ReturnType<typeof listInstallations>>[number];
