import type { TenantTx } from '#server/db/tenant.ts';
import { addActivity } from '#server/installations/activity.ts';
import { tellByMail } from '#server/mails/tell-by-mail.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { listSyncsOfConnection } from '#server/syncs/sync.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import { setConnectionStatus } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';

interface Misconfigured {
  /** For people: what is wrong, and what to do. */
  sentence: string;
  /** The app's own words. */
  detail: string;
  now: Date;
}

/** Marks a connection whose access works, but not with the details that were given. Told once. */
export async function markMisconfigured(
  tx: TenantTx,
  { id: connectionId, connector, customer_id: customerId, installation_id: installationId, status }: ConnectionRow,
  { sentence, detail, now }: Misconfigured,
): Promise<void> {
  const reason = 'misconfigured';
  const changed = await setConnectionStatus(tx, connectionId, { status: 'misconfigured', reason, detail, now });
  if (!changed) return;
  for (const sync of await listSyncsOfConnection(tx, connectionId))
    await setSchedule(tx, sync.id, sync.run_id, 'never');
  await addActivity(tx, { installationId, customerId, tone: 'warning', sentence });
  if (status === 'active')
    await tellByMail(tx, connectionId, { kind: 'attention', reason }, { once: now.toISOString() });
  await tell(tx, {
    type: 'connection.needs_attention',
    data: { connectionId, customerId, connector, reason, sentence },
  });
}
