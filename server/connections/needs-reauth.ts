import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { tellByMail } from '#server/mails/tell-by-mail.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { listSyncsOfConnection } from '#server/syncs/sync.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import { getConnection, setConnectionStatus } from './connection.queries.ts';
import { reasonSentence } from './reason-sentence.ts';

interface Reauth {
  reason: 'expired' | 'revoked' | 'missing_scope';
  /** The app's own words. */
  detail: string;
  now: Date;
}

/** Marks a connection as waiting for a person, stops its schedules, and tells the vendor: once, however many callers notice. */
export async function needsReauth(
  tx: TenantTx,
  connectionId: ConnectionId,
  { reason, detail, now }: Reauth,
): Promise<void> {
  const connection = await getConnection(tx, connectionId);
  if (connection.status === 'disconnected') return;
  const changed = await setConnectionStatus(tx, connectionId, { status: 'needs_reauth', reason, detail, now });
  if (!changed) return;
  for (const sync of await listSyncsOfConnection(tx, connectionId))
    await setSchedule(tx, sync.id, sync.run_id, 'never');
  const { connector } = await getConnector(tx, connection.connector);
  const sentence = reasonSentence(connector.name, reason, detail);
  await addActivity(tx, {
    installationId: connection.installation_id,
    customerId: connection.customer_id,
    tone: 'warning',
    sentence,
    code: 'needs_reconnect',
    details: { app: connector.name, reason, ...(reason === 'missing_scope' && detail && { said: detail }) },
  });
  // Another reason for the same state is no second e-mail.
  if (connection.status === 'active')
    await tellByMail(tx, connectionId, { kind: 'attention', reason }, { once: now.toISOString() });
  await tell(tx, {
    type: 'connection.needs_attention',
    data: { connectionId, customerId: connection.customer_id, connector: connection.connector, reason, sentence },
  });
}
