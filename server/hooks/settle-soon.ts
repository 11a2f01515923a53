import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { changeSubscription, deleteSubscription, findSubscriptionOf } from './subscription.queries.ts';

/** Has looked after, in a moment, whether the app tells of this connection as it should. */
export const settleSoon = (tx: TenantTx, connectionId: ConnectionId): Promise<void> =>
  enqueue(tx, 'hook_subscription', { connectionId }, { priority: priority.interactive });

/**
 * The connection works again: what has ended at the app meanwhile is made anew. With another account, the old address goes:
 * what the app goes on telling of the account before must not be taken for this one's.
 */
export async function resumeHooks(tx: TenantTx, connectionId: ConnectionId, otherAccount: boolean, now: Date) {
  const row = await findSubscriptionOf(tx, connectionId);
  if (row?.kind === 'made') {
    if (otherAccount) await deleteSubscription(tx, row.id);
    else await changeSubscription(tx, connectionId, { due_at: now });
  }
  await settleSoon(tx, connectionId);
}
