import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { ConnectionId, CustomerId, InstallationId, SyncId } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';

/** A sync with its customer's name, the run that is on its way, and its schedule. */
const listed = (tx: TenantTx) =>
  tx
    .selectFrom('sync as s')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 's.environment_id').onRef('u.id', '=', 's.customer_id'),
    )
    .leftJoin('run as r', (join) =>
      join
        .onRef('r.environment_id', '=', 's.environment_id')
        .onRef('r.sync_id', '=', 's.id')
        .on('r.status', 'in', ['queued', 'running']),
    )
    .leftJoin('sync_schedule as d', (join) =>
      join.onRef('d.environment_id', '=', 's.environment_id').onRef('d.sync_id', '=', 's.id'),
    )
    .select([
      ...([
        's.id',
        's.customer_id',
        's.connection_id',
        's.installation_id',
        's.object',
        's.model',
        's.label',
        's.mode',
      ] as const),
      ...(['s.every_seconds', 's.status', 's.records', 's.last_success_at', 's.last_change_at'] as const),
      ...([
        'u.name as customer_name',
        'r.id as open_run_id',
        'r.seen as open_run_seen',
        'r.total as open_run_total',
        'd.wake_at',
      ] as const),
    ])
    .where('s.environment_id', '=', tx.tenant.environmentId);

export type ListedSync = Awaited<ReturnType<typeof listSyncsOfInstallations>>[number];

export async function getListedSync(tx: TenantTx, id: SyncId): Promise<ListedSync> {
  const row = await listed(tx).where('s.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('sync', id);
  return row;
}

interface SyncFilter extends PageRequest {
  customerId?: CustomerId | undefined;
  connectionId?: ConnectionId | undefined;
}

export function listSyncs(tx: TenantTx, filter: SyncFilter): Promise<ListedSync[]> {
  let query = listed(tx);
  if (filter.customerId) query = query.where('s.customer_id', '=', filter.customerId);
  if (filter.connectionId) query = query.where('s.connection_id', '=', filter.connectionId);
  if (filter.cursor) query = query.where('s.id', '<', idCursor(filter.cursor) as SyncId);
  return query
    .orderBy('s.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export function listSyncsOfInstallations(tx: TenantTx, ids: InstallationId[]) {
  return listed(tx).where('s.installation_id', 'in', ids).orderBy('s.id').execute();
}
