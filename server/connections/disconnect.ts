import { getConnector } from '#server/catalog/get-connector.ts';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { enqueue } from '#server/jobs/boss.ts';
import { cancelOpenRun } from '#server/runs/run.queries.ts';
import { deleteSchedules } from '#server/syncs/schedule.queries.ts';
import { forgetProgress, listSyncsOfConnection, lockSync } from '#server/syncs/sync.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import { getConnection, setConnectionStatus } from './connection.queries.ts';

const cleanUpPatienceSeconds = 1800;

/**
 * Ends a connection: its syncs stop, and the installation is free to be connected anew. A job takes the access back at the
 * app and destroys credential and records here. The feed tells of no deletion, because nothing was deleted at the app:
 * what had arrived stays in the vendor's product, and the vendor hears of the disconnect by `connection.removed`.
 */
export async function disconnect(
  tx: TenantTx,
  connectionId: ConnectionId,
  actor: string,
  now: Date = new Date(),
): Promise<void> {
  const connection = await getConnection(tx, connectionId);
  if (connection.status === 'disconnected') return;
  const syncs = await listSyncsOfConnection(tx, connectionId);
  for (const { id } of syncs) {
    const sync = await lockSync(tx, id);
    if (!sync) continue;
    await cancelOpenRun(tx, id, now);
    await forgetProgress(tx, sync.id);
  }
  await deleteSchedules(
    tx,
    syncs.map((sync) => sync.id),
  );
  await setConnectionStatus(tx, connectionId, { status: 'disconnected', now });
  await tx
    .updateTable('installation')
    .set({ status: 'removed', removed_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', connection.installation_id)
    .execute();
  // A connector whose folder is gone is no reason to stay connected.
  const app = await getConnector(tx, connection.connector).then(
    ({ connector }) => connector.name,
    () => connection.connector,
  );
  await addActivity(tx, {
    installationId: connection.installation_id,
    customerId: connection.customer_id,
    tone: 'neutral',
    sentence: `${app} was disconnected.`,
    actor,
  });
  await tell(tx, {
    type: 'connection.removed',
    data: { connectionId, customerId: connection.customer_id, connector: connection.connector },
  });
  await enqueue(tx, 'clean_up', { connectionId, giveUpAt: secondsAfter(now, cleanUpPatienceSeconds) });
}
