import type { Account } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { resumeHooks } from '#server/hooks/settle-soon.ts';
import { addActivity } from '#server/installations/activity.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { startRun } from '#server/syncs/start-run.ts';
import { listSyncsOfConnection, lockSync, restartStream } from '#server/syncs/sync.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import { setConnectionStatus } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';
import { putCredential } from './credential.queries.ts';

interface Revival {
  credential: Credential;
  accountType: string | null;
  grantedScopes: string[];
  learnt: Record<string, string>;
  account: Account;
}

/** Gives a connection new access. It keeps its id, answers and records; its syncs catch up at once. */
export async function reviveConnection(
  tx: TenantTx,
  connection: ConnectionRow,
  revival: Revival,
  now: Date,
): Promise<void> {
  await putCredential(tx, {
    connectionId: connection.id,
    customerId: connection.customer_id,
    credential: revival.credential,
    now,
  });
  await tx
    .updateTable('connection')
    .set({
      account_type: revival.accountType,
      account_id: revival.account.id,
      account_name: revival.account.name,
      granted_scopes: revival.grantedScopes,
      learnt: JSON.stringify(revival.learnt),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', connection.id)
    .execute();
  await setConnectionStatus(tx, connection.id, { status: 'active', now });
  const otherAccount = connection.account_id !== revival.account.id;
  for (const { id } of await listSyncsOfConnection(tx, connection.id)) {
    const sync = await lockSync(tx, id);
    if (!sync) continue;
    // Another account's records are other records: read from the start, and what is not there any more is deleted.
    if (otherAccount) await restartStream(tx, sync.id);
    if (sync.status === 'paused') continue;
    await setSchedule(tx, sync.id, null, now);
    await startRun(tx, sync, 'catch_up', { now, acceptDeletes: otherAccount });
  }
  await resumeHooks(tx, connection.id, otherAccount, now);
  const { connector } = await getConnector(tx, connection.connector);
  await addActivity(tx, {
    installationId: connection.installation_id,
    customerId: connection.customer_id,
    tone: 'good',
    sentence: `${connector.name} was reconnected: ${revival.account.name}.`,
    code: 'reconnected',
    details: { app: connector.name, account: revival.account.name },
  });
  await tell(tx, {
    type: 'connection.reconnected',
    data: { connectionId: connection.id, customerId: connection.customer_id, connector: connection.connector },
  });
}
