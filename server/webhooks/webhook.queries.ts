import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { decodeCursor, idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { DeliveryRow } from './delivery.table.ts';
import type { EndpointRow } from './endpoint.table.ts';
import type { Message } from './message.ts';

type EndpointId = Id<'endpoint'>;
type DeliveryId = Id<'delivery'>;

/** The endpoints that want to hear of a type: those that named it, and those that named none. */
export function listEndpointsFor(tx: TenantTx, type: Message['type']): Promise<{ id: EndpointId }[]> {
  return tx
    .selectFrom('endpoint')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('status', '=', 'enabled')
    .where(sql<boolean>`(events = '{}' or ${type} = any(events))`)
    .orderBy('id')
    .execute();
}

export function listEndpoints(tx: TenantTx, request: PageRequest): Promise<EndpointRow[]> {
  let query = tx.selectFrom('endpoint').selectAll().where('environment_id', '=', tx.tenant.environmentId);
  if (request.cursor) query = query.where('id', '<', idCursor(request.cursor) as EndpointId);
  return query
    .orderBy('id', 'desc')
    .limit(request.limit + 1)
    .execute();
}

export async function getEndpoint(tx: TenantTx, id: EndpointId): Promise<EndpointRow> {
  const row = await tx
    .selectFrom('endpoint')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('webhook endpoint', id);
  return row;
}

export async function deleteEndpoint(tx: TenantTx, id: EndpointId): Promise<void> {
  const row = await tx
    .deleteFrom('endpoint')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw notFound('webhook endpoint', id);
}

export async function enableEndpoint(tx: TenantTx, id: EndpointId): Promise<EndpointRow> {
  const row = await tx
    .updateTable('endpoint')
    .set({ status: 'enabled', disabled_reason: null, failing_since: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound('webhook endpoint', id);
  return row;
}

/** Remembers since when an endpoint fails (null: it does not), and switches it off where a reason is given. */
export async function markEndpoint(
  tx: TenantTx,
  id: EndpointId,
  failingSince: Date | null,
  disabledReason: string | null,
): Promise<void> {
  await tx
    .updateTable('endpoint')
    .set({
      failing_since: failingSince,
      ...(disabledReason !== null && { status: 'disabled', disabled_reason: disabledReason }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

interface NewDelivery {
  id: DeliveryId;
  endpointId: EndpointId;
  messageId: Id<'message'>;
  type: string;
  payload: string;
  replayOf?: DeliveryId;
  subject?: string;
  startAfter?: Date | undefined;
}

export async function insertDeliveries(tx: TenantTx, deliveries: NewDelivery[]): Promise<void> {
  await tx
    .insertInto('delivery')
    .values(
      deliveries.map((delivery) => ({
        environment_id: tx.tenant.environmentId,
        id: delivery.id,
        endpoint_id: delivery.endpointId,
        message_id: delivery.messageId,
        type: delivery.type,
        payload: delivery.payload,
        status: 'pending' as const,
        subject: delivery.subject ?? null,
        next_attempt_at: delivery.startAfter ?? sql<Date>`now()`,
        replay_of: delivery.replayOf ?? null,
      })),
    )
    .execute();
}

export function findDelivery(tx: TenantTx, id: DeliveryId): Promise<DeliveryRow | undefined> {
  return tx
    .selectFrom('delivery')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function getDelivery(tx: TenantTx, id: DeliveryId): Promise<DeliveryRow> {
  const row = await findDelivery(tx, id);
  if (!row) throw notFound('webhook delivery', id);
  return row;
}

interface DeliveryFilter extends PageRequest {
  endpointId?: EndpointId | undefined;
  status?: DeliveryRow['status'] | undefined;
}

/** The newest deliveries first. */
export function listDeliveries(tx: TenantTx, filter: DeliveryFilter) {
  let query = tx
    .selectFrom('delivery')
    .selectAll()
    .select(sql<string>`created_at::text`.as('created_at_text'))
    .where('environment_id', '=', tx.tenant.environmentId);
  if (filter.endpointId) query = query.where('endpoint_id', '=', filter.endpointId);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.cursor) {
    const { at, id } = decodeCursor(filter.cursor);
    query = query.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id})`);
  }
  return query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export function listAttempts(tx: TenantTx, deliveryId: DeliveryId) {
  return tx
    .selectFrom('delivery_attempt')
    .select(['number', 'at', 'duration_ms', 'status', 'error', 'response'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('number')
    .execute();
}
