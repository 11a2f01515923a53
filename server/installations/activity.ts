import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, InstallationId } from '#server/ids.ts';
import type { ActivityRow } from './activity.table.ts';

/** What the SDK has phrases for. */
export type ActivityCode =
  | 'arrived'
  | 'changed'
  | 'connected'
  | 'reconnected'
  | 'restored'
  | 'needs_reconnect'
  | 'run_failed'
  | 'corrected';

interface NewActivity {
  installationId: InstallationId;
  customerId: CustomerId;
  sentence: string;
  tone: ActivityRow['tone'];
  /** The same for readers of every language: what happened, and what it happened to. */
  code?: ActivityCode;
  details?: Record<string, string | number>;
  /** The end user or key that did it; absent where Portico did. */
  actor?: string;
}

/** Writes one line of what happened to an installation, for its customer to read. */
export async function addActivity(tx: TenantTx, activity: NewActivity): Promise<void> {
  await tx
    .insertInto('activity')
    .values({
      environment_id: tx.tenant.environmentId,
      customer_id: activity.customerId,
      installation_id: activity.installationId,
      sentence: activity.sentence,
      tone: activity.tone,
      actor: activity.actor ?? null,
      code: activity.code ?? null,
      details: activity.details ? JSON.stringify(activity.details) : null,
    })
    .execute();
}

export async function listActivity(
  tx: TenantTx,
  installationId: InstallationId,
  limit: number,
): Promise<ActivityRow[]> {
  return tx
    .selectFrom('activity')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('installation_id', '=', installationId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
