import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { EndUserId, IntegrationId } from '#server/ids.ts';
import { getIntegrationBySlug } from './get-integration.ts';

/** What the customer of this transaction has asked for. */
export async function listVotesOfCustomer(tx: TenantTx): Promise<Set<IntegrationId>> {
  const { environmentId, customerId } = tx.tenant;
  if (!customerId) return new Set();
  const rows = await tx
    .selectFrom('integration_vote')
    .select('integration_id')
    .where('environment_id', '=', environmentId)
    .where('customer_id', '=', customerId)
    .execute();
  return new Set(rows.map((row) => row.integration_id));
}

/** The customer wants what is coming soon. It has one voice, however often it is raised. */
export async function requestIntegration(
  tx: TenantTx,
  { slug, endUserId, note }: { slug: string; endUserId: EndUserId; note?: string | undefined },
): Promise<void> {
  const { environmentId, customerId } = tx.tenant;
  const integration = await getIntegrationBySlug(tx, slug);
  if (!customerId || integration.status === 'draft') throw notFound('integration', slug);
  if (integration.status === 'published') {
    throw new AppError('conflict', `${integration.name} is there already.`, { remedy: 'Connect it.' });
  }
  const values = { end_user_id: endUserId, note: note ?? null };
  await tx
    .insertInto('integration_vote')
    .values({ environment_id: environmentId, integration_id: integration.id, customer_id: customerId, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'integration_id', 'customer_id'])
        .doUpdateSet((excluded) => ({ note: sql`coalesce(${excluded.ref('excluded.note')}, integration_vote.note)` })),
    )
    .execute();
}

/** Who wants it, the newest first. */
export function listVotes(tx: TenantTx, integrationId: IntegrationId, limit: number) {
  return tx
    .selectFrom('integration_vote as v')
    .innerJoin('customer as c', (join) =>
      join.onRef('c.environment_id', '=', 'v.environment_id').onRef('c.id', '=', 'v.customer_id'),
    )
    .select(['v.customer_id', 'c.name', 'c.plan', 'v.note', 'v.at'])
    .where('v.environment_id', '=', tx.tenant.environmentId)
    .where('v.integration_id', '=', integrationId)
    .orderBy('v.at', 'desc')
    .limit(limit)
    .execute();
}
