import { sql } from 'kysely';
import { getCustomer } from '#server/customers/customer.queries.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { wakeDestinations } from '#server/destinations/wake.ts';
import { feedCursor } from '#server/records/feed-cursor.ts';
import { tellOfChanges } from '#server/webhooks/tell-changes.ts';
import type { SyncRow } from './sync.table.ts';

/** Whether a reader of the feed finds anything there: what the vendor wrote itself it does not. */
async function hasNews(tx: TenantTx, sync: SyncRow): Promise<boolean> {
  const { rows } = await sql`
    select from record
     where environment = ${thisEnvironment} and stream = ${sync.stream} and seq > ${sync.told_seq} and seq > 0 limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Tells what of a stream was not told yet, however many runs and pages it took. */
export async function tellChanges(tx: TenantTx, sync: SyncRow, now: Date): Promise<void> {
  if (sync.last_seq <= sync.told_seq) return;
  const counts = await tx
    .selectFrom('run_step')
    .select([
      sql<number>`coalesce(sum(added), 0)::integer`.as('added'),
      sql<number>`coalesce(sum(updated), 0)::integer`.as('updated'),
      sql<number>`coalesce(sum(deleted), 0)::integer`.as('deleted'),
    ])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('stream', '=', sync.stream)
    .where('last_seq', '>', sync.told_seq)
    .where(sql<boolean>`last_seq > first_seq`)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('sync')
    .set({ told_seq: sync.last_seq })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
  await wakeDestinations(tx, { customerId: sync.customer_id, model: sync.model });
  if (!(await hasNews(tx, sync))) return;
  const customer = await getCustomer(tx, sync.customer_id);
  await tellOfChanges(
    tx,
    {
      customerId: customer.id,
      customerExternalId: customer.external_id,
      syncId: sync.id,
      model: sync.model,
      ...counts,
      cursor: feedCursor({ [sync.stream]: sync.last_seq }),
    },
    now,
  );
}
