import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { IntegrationId } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';

/** Integrations with how many customers use them and whether the vendor's OAuth app is there, the newest first. */
export function listIntegrations(tx: TenantTx, request: PageRequest) {
  let query = tx
    .selectFrom('integration as i')
    .leftJoin('oauth_app as o', (join) =>
      join
        .onRef('o.environment_id', '=', 'i.environment_id')
        .onRef('o.connector', '=', 'i.connector')
        .on('o.resource', '=', ''),
    )
    .select([
      ...([
        'i.id',
        'i.slug',
        'i.name',
        'i.connector',
        'i.description',
        'i.category',
        'i.status',
        'i.version',
        'i.live_version',
        'i.featured',
        'i.position',
        'i.upgrades',
        'o.id as oauth_app_id',
        'o.kind as oauth_app_kind',
      ] as const),
      (from) =>
        from
          .selectFrom('installation as s')
          .select(sql<number>`count(*)::integer`.as('count'))
          .whereRef('s.environment_id', '=', 'i.environment_id')
          .whereRef('s.integration_id', '=', 'i.id')
          .where('s.removed_at', 'is', null)
          .as('installations'),
      (from) =>
        from
          .selectFrom('integration_vote as v')
          .select(sql<number>`count(*)::integer`.as('count'))
          .whereRef('v.environment_id', '=', 'i.environment_id')
          .whereRef('v.integration_id', '=', 'i.id')
          .as('votes'),
    ])
    .where('i.environment_id', '=', tx.tenant.environmentId);
  if (request.cursor) query = query.where('i.id', '<', idCursor(request.cursor) as IntegrationId);
  return query
    .orderBy('i.id', 'desc')
    .limit(request.limit + 1)
    .execute();
}

export type ListedIntegration = Awaited<ReturnType<typeof listIntegrations>>[number];
