import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { ConnectionId, CustomerId, InstallationId } from '#server/ids.ts';
import type { ConnectionRow } from './connection.table.ts';

export async function getConnection(tx: TenantTx, id: ConnectionId): Promise<ConnectionRow> {
  const row = await tx
    .selectFrom('connection')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('connection', id);
  return row;
}

/** The connection of an installation: the newest one that is not disconnected. */
export async function findConnectionOfInstallation(
  tx: TenantTx,
  installationId: InstallationId,
): Promise<ConnectionRow | undefined> {
  return tx
    .selectFrom('connection')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('installation_id', '=', installationId)
    .where('status', '<>', 'disconnected')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The connections of a customer at one app that are not disconnected, the newest first. */
export function findConnectionsOfCustomer(
  tx: TenantTx,
  customerId: CustomerId,
  connector: string,
): Promise<Pick<ConnectionRow, 'id' | 'status'>[]> {
  return tx
    .selectFrom('connection')
    .select(['id', 'status'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('customer_id', '=', customerId)
    .where('connector', '=', connector)
    .where('status', '<>', 'disconnected')
    .orderBy('id', 'desc')
    .execute();
}

interface StatusChange {
  status: ConnectionRow['status'];
  reason?: ConnectionRow['reason'];
  detail?: string;
  now: Date;
}

/** Sets the status; returns whether it changed, so that it is told once. */
export async function setConnectionStatus(tx: TenantTx, id: ConnectionId, change: StatusChange): Promise<boolean> {
  const row = await tx
    .updateTable('connection')
    .set({
      status: change.status,
      reason: change.reason ?? null,
      reason_detail: change.detail ?? null,
      status_changed_at: change.now,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where((where) =>
      where.or([where('status', '<>', change.status), where('reason', 'is distinct from', change.reason ?? null)]),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
