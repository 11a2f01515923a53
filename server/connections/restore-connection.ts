import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { resumeHooks } from '#server/hooks/settle-soon.ts';
import type { ConnectionId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { listSyncsOfConnection } from '#server/syncs/sync.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import { getConnection, setConnectionStatus } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';

const repairable: readonly ConnectionRow['reason'][] = ['expired', 'revoked', 'misconfigured'];

/** Takes back that a connection needs a person, because it works again without one. Its syncs go on at once. */
export async function restoreConnection(tx: TenantTx, connectionId: ConnectionId, now: Date): Promise<void> {
  const connection = await getConnection(tx, connectionId);
  const isWaiting = connection.status === 'needs_reauth' || connection.status === 'misconfigured';
  if (!isWaiting || !repairable.includes(connection.reason)) return;
  await setConnectionStatus(tx, connectionId, { status: 'active', now });
  for (const sync of await listSyncsOfConnection(tx, connectionId)) {
    if (sync.status === 'active') await setSchedule(tx, sync.id, sync.run_id, now);
  }
  await resumeHooks(tx, connectionId, false, now);
  const { connector } = await getConnector(tx, connection.connector);
  await addActivity(tx, {
    installationId: connection.installation_id,
    customerId: connection.customer_id,
    tone: 'good',
    sentence: `${connector.name} works again; nobody needs to reconnect it.`,
    code: 'restored',
    details: { app: connector.name },
  });
  await tell(tx, {
    type: 'connection.reconnected',
    data: { connectionId, customerId: connection.customer_id, connector: connection.connector },
  });
}
