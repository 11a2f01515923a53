import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { forgetPages } from '#server/records/page-memory.ts';
import { cancelOpenRun } from '#server/runs/run.queries.ts';
import { lockRunnable } from './runnable-sync.ts';
import { startRun } from './start-run.ts';
import { restartStream } from './sync.queries.ts';

interface Reset {
  now?: Date;
  acceptDeletes?: boolean | undefined;
  actor?: string;
}

/**
 * Reads everything of one sync anew. Nothing of what is stored is taken away first: readers are told what really is
 * different, and what the app does not have any more is deleted when the whole pass has been read.
 */
export async function resetSync(tx: TenantTx, syncId: SyncId, options: Reset = {}): Promise<RunId> {
  const { now = new Date(), acceptDeletes, actor } = options;
  const { sync, connection } = await lockRunnable(tx, syncId);
  await cancelOpenRun(tx, sync.id, now);
  await restartStream(tx, sync.id);
  await forgetPages(tx, sync.stream);
  const runId = await startRun(tx, sync, 'reset', { now, ...(acceptDeletes && { acceptDeletes }) });
  if (!runId) throw new Error(`The sync ${sync.id} was locked, and yet somebody else began a run.`);
  const app = (await getConnector(tx, connection.connector)).connector.name;
  await addActivity(tx, {
    installationId: sync.installation_id,
    customerId: sync.customer_id,
    tone: 'neutral',
    sentence: `All ${sync.label} are read from ${app} once more.`,
    ...(actor && { actor }),
  });
  return runId;
}
