import { sql } from 'kysely';
import { z } from 'zod';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type Id, newId } from '#server/ids.ts';
import type { Message } from './message.ts';
import { enqueueDelivery } from './tell.ts';
import { insertDeliveries, listEndpointsFor } from './webhook.queries.ts';

type Changes = Extract<Message, { type: 'records.changed' }>['data'];

/** An endpoint hears of the changes of one sync once in this time; what comes between is told together at its end. */
export const changeWindowSeconds = 3;

const type = 'records.changed';
const told = z.object({ data: z.object({ added: z.number(), updated: z.number(), deleted: z.number() }) });

/**
 * Tells of changes of one sync. While an earlier message waits that nobody has begun to send, these join it: an endpoint
 * that is slow or away gets one message with the last cursor, not one for every run.
 */
export async function tellOfChanges(tx: TenantTx, changes: Changes, now: Date): Promise<void> {
  const messageId = newId('message');
  for (const { id: endpointId } of await listEndpointsFor(tx, type)) {
    if (await join(tx, endpointId, changes, now)) continue;
    const id = newId('delivery');
    const startAfter = await earliest(tx, endpointId, changes, now);
    await insertDeliveries(tx, [
      { id, endpointId, messageId, type, payload: payloadOf(changes, now), subject: changes.syncId, startAfter },
    ]);
    await enqueueDelivery(tx, id, startAfter);
  }
}

const payloadOf = (data: Changes, now: Date): string => JSON.stringify({ type, timestamp: now.toISOString(), data });

/** The lock that this takes is the one that a sender needs to begin: what joined before it is sent, what comes after is not lost. */
async function join(tx: TenantTx, endpointId: Id<'endpoint'>, changes: Changes, now: Date): Promise<boolean> {
  const waiting = await tx
    .selectFrom('delivery')
    .select(['id', 'payload'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('endpoint_id', '=', endpointId)
    .where('subject', '=', changes.syncId)
    .where('status', '=', 'pending')
    .where('attempts', '=', 0)
    .orderBy('created_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!waiting) return false;
  const { data } = told.parse(JSON.parse(waiting.payload));
  const joined = {
    ...changes,
    added: data.added + changes.added,
    updated: data.updated + changes.updated,
    deleted: data.deleted + changes.deleted,
  };
  await tx
    .updateTable('delivery')
    .set({ payload: payloadOf(joined, now) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', waiting.id)
    .execute();
  return true;
}

/** When the window of the last message is over; undefined where it is already. */
async function earliest(
  tx: TenantTx,
  endpointId: Id<'endpoint'>,
  { syncId }: Changes,
  now: Date,
): Promise<Date | undefined> {
  const last = await tx
    .selectFrom('delivery')
    .select(sql<Date>`greatest(created_at, next_attempt_at, delivered_at)`.as('at'))
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('endpoint_id', '=', endpointId)
    .where('subject', '=', syncId)
    .where('replay_of', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return undefined;
  // A delivery that failed waits for its next attempt far ahead: this one need not.
  const seconds = Math.min(changeWindowSeconds, (last.at.getTime() - now.getTime()) / 1000 + changeWindowSeconds);
  return seconds > 0 ? secondsAfter(now, seconds) : undefined;
}
