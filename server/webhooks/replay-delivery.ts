import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type Id, newId } from '#server/ids.ts';
import type { DeliveryRow } from './delivery.table.ts';
import { enqueueDelivery } from './tell.ts';
import { getDelivery, getEndpoint, insertDeliveries } from './webhook.queries.ts';

/** Delivers the same message once more, as a delivery of its own. The receiver knows it by its message id. */
export async function replayDelivery(tx: TenantTx, id: Id<'delivery'>): Promise<DeliveryRow> {
  const original = await getDelivery(tx, id);
  const endpoint = await getEndpoint(tx, original.endpoint_id);
  if (endpoint.status === 'disabled') {
    throw new AppError('conflict', 'The endpoint of this delivery is switched off, so nothing is sent to it.', {
      remedy: 'Enable the endpoint first.',
    });
  }
  const replay = newId('delivery');
  await insertDeliveries(tx, [
    {
      id: replay,
      endpointId: original.endpoint_id,
      messageId: original.message_id,
      type: original.type,
      payload: original.payload,
      replayOf: original.id,
    },
  ]);
  await enqueueDelivery(tx, replay);
  return getDelivery(tx, replay);
}
