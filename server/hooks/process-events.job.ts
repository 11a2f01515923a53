import { z } from 'zod';
import { findConnector } from '#server/catalog/get-connector.ts';
import { systemClock } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { copyEvent, lockWaiting, settleEvent } from './event.queries.ts';
import { connectionsOfAccount, type ToldConnection } from './event-account.ts';
import type { InboundEventRow } from './inbound-event.table.ts';
import { touchLastEvent } from './subscription.queries.ts';
import { Told } from './told.ts';
import { wakeSyncs } from './wake-syncs.ts';

const payloadSchema = z.object({
  environmentId: idSchema('environment'),
  eventIds: z.array(idSchema('inboundEvent')).max(1000),
});

/** Finds whose events these are and wakes the syncs of what they speak of, all in one transaction. What was done before is passed over. */
export async function processEvents(payload: unknown, now: Date = systemClock.now()): Promise<void> {
  const { environmentId, eventIds } = payloadSchema.parse(payload);
  await withTenant({ environmentId }, async (tx) => {
    const told = new Told();
    for (const event of await lockWaiting(tx, eventIds)) await settle(tx, event, told);
    await wakeSyncs(tx, told, now);
    await touchLastEvent(tx, told.connections(), now);
  });
}

async function settle(tx: TenantTx, event: InboundEventRow, told: Told): Promise<void> {
  const found = await whoseEvent(tx, event);
  if ('reason' in found) return settleEvent(tx, event.id, { status: 'dropped', reason: found.reason });
  const [first, ...others] = found.connections;
  if (first) await settleEvent(tx, event.id, { status: 'done', connection: first });
  // Each has one of its own: what begins with an event begins for each of them.
  for (const connection of others) await copyEvent(tx, event, connection);
  for (const connection of found.connections) told.add(connection.id, event);
}

async function whoseEvent(
  tx: TenantTx,
  event: InboundEventRow,
): Promise<{ connections: ToldConnection[] } | { reason: string }> {
  const loaded = await findConnector(tx, event.connector);
  if (!loaded) return { reason: `There is no connector ${event.connector} here any more.` };
  const { name } = loaded.connector;
  if (event.connection_id !== null) {
    const { id, customer_id: customerId, status } = await getConnection(tx, event.connection_id);
    if (status === 'disconnected') return { reason: 'The connection has ended.' };
    return { connections: [{ id, customerId }] };
  }
  if (event.account === null) return { reason: `${name} did not say which account this is about.` };
  const connections = await connectionsOfAccount(tx, loaded, event.account);
  if (connections.length > 0) return { connections };
  return { reason: `Nobody here has connected the account ${event.account} of ${name}.` };
}
