import { getConnection } from '#server/connections/connection.queries.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { lockSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';

/** Locks a sync that can run now, or says why it can't. */
export async function lockRunnable(tx: TenantTx, id: SyncId): Promise<{ sync: SyncRow; connection: ConnectionRow }> {
  const sync = await lockSync(tx, id);
  if (!sync) throw notFound('sync', id);
  const connection = await getConnection(tx, sync.connection_id);
  refuseIdle(sync, connection);
  await getEntitled(tx, sync.installation_id);
  return { sync, connection };
}

/** Throws for a sync that is paused or whose connection needs a person. */
export function refuseIdle(sync: SyncRow, connection: ConnectionRow): void {
  if (sync.status === 'paused') {
    throw new AppError('conflict', 'This sync is paused.', {
      remedy: 'Resume it first; it then catches up by itself.',
    });
  }
  if (connection.status !== 'active') {
    throw new AppError('conflict', 'The connection of this sync needs attention, so nothing can be read.', {
      remedy: 'Ask the customer to reconnect; the sync then catches up by itself.',
    });
  }
}
