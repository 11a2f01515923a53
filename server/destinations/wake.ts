import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import type { CustomerId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { log } from '#server/log.ts';

/** Lets the destinations of a stream be delivered to, in the transaction of its changes. */
export async function wakeDestinations(
  tx: TenantTx,
  changed: { customerId: CustomerId; model: string },
): Promise<void> {
  const rows = await tx
    .selectFrom('destination')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('status', '=', 'active')
    .where((where) => where.or([where('customer_id', 'is', null), where('customer_id', '=', changed.customerId)]))
    .where((where) => where.or([where('model', 'is', null), where('model', '=', changed.model)]))
    .execute();
  for (const { id } of rows) await enqueueDelivery(tx, id);
}

/** Every minute: those that wait for their next attempt, and those whose worker was killed. */
export async function wakeAll(now: Date = new Date()): Promise<void> {
  const environments = await controlDb().selectFrom('environment').select('id').orderBy('id').execute();
  for (const { id: environmentId } of environments) {
    await withTenant({ environmentId }, (tx) => wakeWaiting(tx, now)).catch((error: unknown) =>
      log.error('The destinations of an environment could not be woken.', { environmentId, error }),
    );
  }
}

async function wakeWaiting(tx: TenantTx, now: Date): Promise<void> {
  const rows = await tx
    .selectFrom('destination')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('status', '=', 'active')
    .where((where) => where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '<=', now)]))
    .execute();
  for (const { id } of rows) await enqueueDelivery(tx, id);
}

export const enqueueDelivery = (tx: TenantTx, destinationId: string): Promise<void> =>
  enqueue(tx, 'deliver', { destinationId }, { priority: priority.webhook, singletonKey: destinationId });
