import { createHash } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { type Id, newId } from '#server/ids.ts';
import { openRows, sealRows } from '#server/keys/payloads.ts';
import type { ToldConnection } from './event-account.ts';
import type { InboundEventRow } from './inbound-event.table.ts';

/** Those that nobody has worked on yet, in the order in which they came; what another worker holds is its affair. */
export async function lockWaiting(tx: TenantTx, ids: Id<'inboundEvent'>[]): Promise<InboundEventRow[]> {
  const rows = await tx
    .selectFrom('inbound_event')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', ids)
    .where('status', '=', 'received')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  return openRows(tx, 'inbound_event', rows);
}

type Settled = { status: 'done'; connection: ToldConnection } | { status: 'dropped'; reason: string };

/** What was dropped keeps its name, so that it is known when it comes again, and nothing of what it said. */
export async function settleEvent(tx: TenantTx, id: Id<'inboundEvent'>, settled: Settled): Promise<void> {
  await tx
    .updateTable('inbound_event')
    .set(
      settled.status === 'done'
        ? { status: 'done', connection_id: settled.connection.id, customer_id: settled.connection.customerId }
        : { status: 'dropped', reason: settled.reason, data: null },
    )
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** The same event, for a further connection of its account. */
export async function copyEvent(tx: TenantTx, event: InboundEventRow, connection: ToldConnection): Promise<void> {
  const dedupe = createHash('sha256').update(`${event.dedupe}\0${connection.id}`).digest('hex').slice(0, 32);
  const copies = await sealRows(tx, 'inbound_event', [
    {
      ...event,
      id: newId('inboundEvent', event.received_at.getTime()),
      dedupe,
      connection_id: connection.id,
      customer_id: connection.customerId,
      status: 'done' as const,
    },
  ]);
  await tx
    .insertInto('inbound_event')
    .values(copies)
    .onConflict((conflict) => conflict.columns(['environment_id', 'dedupe']).doNothing())
    .execute();
}
