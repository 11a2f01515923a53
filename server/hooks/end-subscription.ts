import { systemClock } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { deleteSubscription, findSubscriptionOf } from './subscription.queries.ts';
import { loadSubscriptionScope, unsubscribe } from './subscription-call.ts';

const patienceMs = 30_000;

/** Ends what an app tells of a connection that was disconnected, while its access is still there. The app's no is no reason to wait. */
export async function endSubscription(tenant: Tenant, connectionId: ConnectionId): Promise<void> {
  const row = await withTenant(tenant, async (tx) => {
    const { status } = await getConnection(tx, connectionId);
    return status === 'disconnected' ? findSubscriptionOf(tx, connectionId) : undefined;
  });
  if (!row) return;
  try {
    const of = await withTenant(tenant, (tx) => loadSubscriptionScope(tx, row));
    await unsubscribe(of, { tenant, clock: systemClock, signal: AbortSignal.timeout(patienceMs) });
  } catch (error) {
    log.info('The app was not told that a subscription has ended; what it sends is refused.', { connectionId, error });
  }
  await withTenant(tenant, (tx) => deleteSubscription(tx, row.id));
}
