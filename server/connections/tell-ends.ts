import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { addActivity } from '#server/installations/activity.ts';
import { tellByMail } from '#server/mails/tell-by-mail.ts';
import { tell } from '#server/webhooks/tell.ts';
import { getConnection } from './connection.queries.ts';

const atOnce = 500;

/** Tells, once, of each access that ends soon whatever is done, so that a person can agree again in time. */
export async function tellEnds(tx: TenantTx, now: Date): Promise<void> {
  const ending = await tx
    .selectFrom('credential')
    .select(['connection_id', 'ends_at'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('tell_end_at', '<=', now)
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const { connection_id: connectionId, ends_at: endsAt } of ending) {
    await tx
      .updateTable('credential')
      .set({ tell_end_at: null })
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('connection_id', '=', connectionId)
      .execute();
    const connection = await getConnection(tx, connectionId);
    if (!endsAt || connection.status !== 'active') continue;
    const { connector } = await getConnector(tx, connection.connector);
    const day = endsAt.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    const sentence = `${connector.name} must be connected again by ${day}: it gives no access for longer than that.`;
    const customerId = connection.customer_id;
    await addActivity(tx, { installationId: connection.installation_id, customerId, tone: 'warning', sentence });
    await tellByMail(tx, connectionId, { kind: 'ends', until: endsAt }, { once: endsAt.toISOString() });
    await tell(tx, {
      type: 'connection.needs_attention',
      data: { connectionId, customerId, connector: connection.connector, reason: 'ends_soon', sentence },
    });
  }
}
