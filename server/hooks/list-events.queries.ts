import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { openRows } from '#server/keys/payloads.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { InboundEventRow } from './inbound-event.table.ts';

interface EventFilter extends PageRequest {
  connectionId?: ConnectionId | undefined;
  connector?: string | undefined;
  status?: InboundEventRow['status'] | undefined;
}

/** The newest first, one more than the limit. */
export async function listEvents(tx: TenantTx, filter: EventFilter): Promise<InboundEventRow[]> {
  let query = tx
    .selectFrom('inbound_event')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .orderBy('id', 'desc')
    .limit(filter.limit + 1);
  if (filter.connectionId) query = query.where('connection_id', '=', filter.connectionId);
  if (filter.connector) query = query.where('connector', '=', filter.connector);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.cursor) query = query.where('id', '<', idCursor(filter.cursor) as InboundEventRow['id']);
  return openRows(tx, 'inbound_event', await query.execute());
}

/** When the app last told of this connection, as far as that is kept. */
export async function lastEventAt(tx: TenantTx, connectionId: ConnectionId): Promise<Date | null> {
  const row = await tx
    .selectFrom('inbound_event')
    .select('received_at')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.received_at ?? null;
}
