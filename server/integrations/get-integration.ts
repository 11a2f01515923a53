import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { type IntegrationId, isId } from '#server/ids.ts';
import type { IntegrationRow } from './integration.table.ts';

export async function getIntegration(tx: TenantTx, id: IntegrationId): Promise<IntegrationRow> {
  const row = await tx
    .selectFrom('integration')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('integration', id);
  return row;
}

export async function getIntegrationBySlug(tx: TenantTx, slug: string): Promise<IntegrationRow> {
  const row = await tx
    .selectFrom('integration')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!row) throw notFound('integration', slug);
  return row;
}

/** By id or slug: a slug has no underscore, so that one can't be taken for the other. */
export const getIntegrationByName = (tx: TenantTx, name: string): Promise<IntegrationRow> =>
  isId('integration', name) ? getIntegration(tx, name) : getIntegrationBySlug(tx, name);
