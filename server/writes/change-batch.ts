import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { getBatch } from './batch.queries.ts';
import { finishBatches } from './finish-batches.ts';
import { lockLane, openLane } from './lane.queries.ts';
import type { WriteBatchRow } from './write-batch.table.ts';

async function lockBatch(tx: TenantTx, id: Id<'write'>): Promise<WriteBatchRow> {
  const { connection_id: connectionId, object } = await getBatch(tx, id);
  await lockLane(tx, { connectionId, object });
  return getBatch(tx, id);
}

interface Retry {
  /** Some of its records, by the vendor's own ids; all that failed unless told. */
  ids?: readonly string[] | undefined;
  /** Also those of which nobody knows whether they were written. */
  uncertain: boolean;
}

/** Lets what failed be written once more. What has a newer version meanwhile is not: it ends as superseded. */
export async function retryBatch(tx: TenantTx, id: Id<'write'>, { ids, uncertain }: Retry): Promise<number> {
  const { connection_id: connectionId, customer_id: customerId, object, urgent } = await lockBatch(tx, id);
  let query = tx
    .updateTable('write_item')
    .set({ state: 'queued', tries: 0, wake_at: null, intent: null, error: null, ended_at: null, action: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('batch_id', '=', id)
    .where('state', 'in', uncertain ? ['failed', 'uncertain'] : ['failed'])
    .where('data', 'is not', null);
  if (ids !== undefined) query = query.where('vendor_id', 'in', [...ids]);
  const rows = await query.returning('id').execute();
  if (rows.length === 0) {
    throw new AppError('conflict', 'Nothing of this write has failed and can be tried again.', {
      remedy:
        'What is older than 14 days is not kept: write it anew. What is uncertain is tried again with `uncertain`.',
    });
  }
  await tx
    .updateTable('write_batch')
    .set({ status: 'open', finished_at: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
  await openLane(tx, { connectionId, object, customerId }, urgent);
  return rows.length;
}

/** What has not been sent yet is not sent any more. */
export async function cancelBatch(tx: TenantTx, id: Id<'write'>, now: Date): Promise<number> {
  const { connection_id: connectionId, object } = await lockBatch(tx, id);
  const { numUpdatedRows } = await tx
    .updateTable('write_item')
    .set({ state: 'cancelled', ended_at: now, wake_at: null, error: sql`null` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('batch_id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  await finishBatches(tx, { connectionId, object }, now);
  return Number(numUpdatedRows);
}

const payloadDays = 14;
const batchDays = 90;
const atOnce = 1000;

/** What was sent is kept for two weeks, what came of it for three months. A few at a time: it is done again and again. */
export async function forgetOldWrites(tx: TenantTx, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);
  await sql`
    update write_item set data = null, sent = null, sent_model = null
     where (environment_id, id) in (
       select environment_id, id from write_item
        where environment_id = ${tx.tenant.environmentId} and data is not null and ended_at < ${before(payloadDays)}
        limit ${atOnce} for update skip locked)`.execute(tx);
  await sql`
    delete from write_batch
     where (environment_id, id) in (
       select environment_id, id from write_batch
        where environment_id = ${tx.tenant.environmentId} and finished_at < ${before(batchDays)}
        limit 20 for update skip locked)`.execute(tx);
}
