import type { TenantTx } from '#server/db/tenant.ts';
import { tell } from '#server/webhooks/tell.ts';
import { countItems } from './batch.queries.ts';
import type { LaneName } from './lane.queries.ts';

/** Ends the batches of a lane of which nothing is left to be written, and tells the vendor of them. */
export async function finishBatches(tx: TenantTx, { connectionId, object }: LaneName, now: Date): Promise<void> {
  const finished = await tx
    .updateTable('write_batch as b')
    .set({ status: 'finished', finished_at: now })
    .where('b.environment_id', '=', tx.tenant.environmentId)
    .where('b.connection_id', '=', connectionId)
    .where('b.object', '=', object)
    .where('b.status', '=', 'open')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('write_item as i')
            .select('i.id')
            .whereRef('i.environment_id', '=', 'b.environment_id')
            .whereRef('i.batch_id', '=', 'b.id')
            .where('i.state', 'in', ['queued', 'writing']),
        ),
      ),
    )
    .returningAll()
    .execute();
  const counts = await countItems(
    tx,
    finished.map(({ id }) => id),
  );
  for (const { id, customer_id: customerId, model } of finished) {
    const items = counts.get(id) ?? {};
    await tell(
      tx,
      { type: 'write.finished', data: { batchId: id, connectionId, customerId, object, model, items } },
      now,
    );
  }
}
