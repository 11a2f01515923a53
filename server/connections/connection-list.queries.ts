import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { ConnectionId, CustomerId, InstallationId } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { ConnectionRow } from './connection.table.ts';

/** A connection with the names of what it belongs to, and the end of its credential. */
const listed = (tx: TenantTx) =>
  tx
    .selectFrom('connection as c')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 'c.environment_id').onRef('u.id', '=', 'c.customer_id'),
    )
    .innerJoin('installation as s', (join) =>
      join.onRef('s.environment_id', '=', 'c.environment_id').onRef('s.id', '=', 'c.installation_id'),
    )
    .innerJoin('integration as i', (join) =>
      join.onRef('i.environment_id', '=', 's.environment_id').onRef('i.id', '=', 's.integration_id'),
    )
    .leftJoin('credential as k', (join) =>
      join.onRef('k.environment_id', '=', 'c.environment_id').onRef('k.connection_id', '=', 'c.id'),
    )
    .select([
      ...([
        'c.id',
        'c.customer_id',
        'c.installation_id',
        'c.connector',
        'c.status',
        'c.reason',
        'c.reason_detail',
        'c.account_type',
        'c.account_name',
      ] as const),
      ...(['c.granted_scopes', 'c.created_at', 'c.status_changed_at'] as const),
      ...(['u.name as customer_name', 'i.slug as integration_slug', 'i.name as integration_name'] as const),
      'k.expires_at as credential_expires_at',
    ])
    .where('c.environment_id', '=', tx.tenant.environmentId);

export type ListedConnection = Awaited<ReturnType<typeof listConnectionsOfInstallations>>[number];

export async function getListedConnection(tx: TenantTx, id: ConnectionId): Promise<ListedConnection> {
  const row = await listed(tx).where('c.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('connection', id);
  return row;
}

interface ConnectionFilter extends PageRequest {
  customerId?: CustomerId | undefined;
  status?: ConnectionRow['status'] | undefined;
}

export function listConnections(tx: TenantTx, filter: ConnectionFilter): Promise<ListedConnection[]> {
  let query = listed(tx);
  if (filter.customerId) query = query.where('c.customer_id', '=', filter.customerId);
  if (filter.status) query = query.where('c.status', '=', filter.status);
  if (filter.cursor) query = query.where('c.id', '<', idCursor(filter.cursor) as ConnectionId);
  return query
    .orderBy('c.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export function listConnectionsOfInstallations(tx: TenantTx, ids: InstallationId[]) {
  return listed(tx).where('c.installation_id', 'in', ids).orderBy('c.id', 'desc').execute();
}

/** Connections that wait for a person, the longest first. */
export function listConnectionsInNeed(tx: TenantTx, limit: number): Promise<ListedConnection[]> {
  return listed(tx)
    .where('c.status', 'in', ['needs_reauth', 'misconfigured'])
    .orderBy('c.status_changed_at')
    .limit(limit)
    .execute();
}
