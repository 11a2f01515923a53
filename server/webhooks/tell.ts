import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import type { Message } from './message.ts';
import { insertDeliveries, listEndpointsFor } from './webhook.queries.ts';

/**
 * Tells the vendor's endpoints something, in the transaction of what it is about: the delivery exists exactly if the fact
 * does. Every endpoint that wants the type gets its own delivery of one message.
 */
export async function tell(tx: TenantTx, message: Message, now: Date = new Date()): Promise<void> {
  const endpoints = await listEndpointsFor(tx, message.type);
  if (endpoints.length === 0) return;
  const messageId = newId('message');
  const payload = JSON.stringify({ type: message.type, timestamp: now.toISOString(), data: message.data });
  const deliveries = endpoints.map(({ id }) => ({
    id: newId('delivery'),
    endpointId: id,
    messageId,
    type: message.type,
    payload,
  }));
  await insertDeliveries(tx, deliveries);
  for (const { id } of deliveries) await enqueueDelivery(tx, id);
}

export async function enqueueDelivery(tx: TenantTx, deliveryId: string, startAfter?: Date): Promise<void> {
  await enqueue(tx, 'delivery', { deliveryId }, { priority: priority.webhook, ...(startAfter && { startAfter }) });
}
