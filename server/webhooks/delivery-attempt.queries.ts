import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { AttemptResult } from './attempt.ts';
import type { DeliveryRow } from './delivery.table.ts';

/** Makes the caller the one that may send the next attempt; undefined where another job was first, or it is too early. */
export function claimDelivery(
  tx: TenantTx,
  known: DeliveryRow,
  times: { now: Date; until: Date },
): Promise<DeliveryRow | undefined> {
  return tx
    .updateTable('delivery')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: times.until })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', known.id)
    .where('status', '=', 'pending')
    .where('attempts', '=', known.attempts)
    .where('next_attempt_at', '<=', times.now)
    .returningAll()
    .executeTakeFirst();
}

interface AttemptEnd {
  status: DeliveryRow['status'];
  nextAttemptAt: Date | null;
  now: Date;
}

/** Writes what came of an attempt, unless its claim ran out and another job has taken over: `attempts` is the fence. */
export async function finishAttempt(
  tx: TenantTx,
  claimed: DeliveryRow,
  end: AttemptEnd,
  result: AttemptResult,
): Promise<boolean> {
  const row = await tx
    .updateTable('delivery')
    .set({
      status: end.status,
      next_attempt_at: end.nextAttemptAt,
      delivered_at: end.status === 'delivered' ? end.now : null,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', claimed.id)
    .where('status', '=', 'pending')
    .where('attempts', '=', claimed.attempts)
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await tx
    .insertInto('delivery_attempt')
    .values({
      environment_id: tx.tenant.environmentId,
      delivery_id: claimed.id,
      number: claimed.attempts,
      at: result.at,
      duration_ms: result.durationMs,
      status: result.status,
      error: result.error,
      response: result.response,
    })
    .execute();
  return true;
}

/** Ends a delivery whose endpoint was switched off; it can be replayed. */
export async function giveUp(tx: TenantTx, delivery: DeliveryRow): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ status: 'failed', next_attempt_at: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', delivery.id)
    .where('status', '=', 'pending')
    .execute();
}
