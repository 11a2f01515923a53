import { sql } from 'kysely';
import { z } from 'zod';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type CustomerId, idSchema } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { purgeRecords } from '#server/records/purge-records.ts';
import { disconnectAll } from './erase-customer.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), customerId: idSchema('customer') });

const batch = 5000;
const lookAgainSeconds = 30;
/** Longer than a disconnect tries to take an access back at the app. */
const patienceSeconds = 2400;

/** What may be large; the rest goes with the customer's own row. */
const large = ['run_step', 'run', 'failure', 'activity', 'delivery', 'embed_event'] as const;

/**
 * Takes everything of a customer away, in short transactions; killed anywhere, it is begun again and goes on. Waits until
 * the accesses were given back at the apps: without the credentials nobody could.
 */
export async function eraseCustomer(payload: unknown, clock: Clock = systemClock): Promise<void> {
  const { environmentId, customerId } = payloadSchema.parse(payload);
  const tenant: Tenant = { environmentId };
  const now = clock.now();
  const streams = await withTenant(tenant, (tx) => readyStreams(tx, customerId, now));
  if (!streams) return;
  await purgeRecords(tenant, streams);
  const rows: Record<string, number> = {};
  for (const table of large) {
    let removed = batch;
    while (removed === batch) {
      removed = await withTenant(tenant, (tx) => removeBatch(tx, table, customerId));
      rows[table] = (rows[table] ?? 0) + removed;
    }
  }
  await withTenant(tenant, async (tx) => {
    await tx
      .deleteFrom('destination_stream')
      .where('environment_id', '=', environmentId)
      .where('stream', 'in', [0, ...streams])
      .execute();
    for (const table of ['sync_schedule', 'customer'] as const)
      await sql`
        delete from ${sql.table(table)}
         where environment_id = ${environmentId}
           and ${sql.ref(table === 'customer' ? 'id' : 'customer_id')} = ${customerId}`.execute(tx);
    await tx
      .updateTable('erasure')
      .set({ finished_at: clock.now(), rows: JSON.stringify(rows) })
      .where('environment_id', '=', environmentId)
      .where('customer_id', '=', customerId)
      .where('finished_at', 'is', null)
      .execute();
  });
}

/** The customer's streams, once nothing of it is connected any more; undefined where it has to be waited for, or is done. */
async function readyStreams(tx: TenantTx, customerId: CustomerId, now: Date): Promise<number[] | undefined> {
  const ofCustomer = <Table extends 'credential' | 'sync'>(table: Table) =>
    sql<{ stream: number }>`
      select ${table === 'sync' ? sql`stream` : sql`0 as stream`} from ${sql.table(table)}
       where environment_id = ${tx.tenant.environmentId} and customer_id = ${customerId}`.execute(tx);
  const erasure = await tx
    .selectFrom('erasure')
    .select(['requested_at', 'requested_by', 'finished_at'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  if (!erasure || erasure.finished_at) return undefined;
  // Somebody who was connecting at that very moment may have come through.
  await disconnectAll(tx, customerId, erasure.requested_by ?? 'erasure', now);
  const waits = (await ofCustomer('credential')).rows.length > 0;
  if (waits && now < secondsAfter(erasure.requested_at, patienceSeconds)) {
    const startAfter = secondsAfter(now, lookAgainSeconds);
    await enqueue(tx, 'erase', { customerId }, { priority: priority.schedule, startAfter });
    return undefined;
  }
  return (await ofCustomer('sync')).rows.map((row) => row.stream);
}

async function removeBatch(tx: TenantTx, table: (typeof large)[number], customerId: CustomerId): Promise<number> {
  // A message names its customer in its text alone. What still waits to be sent, such as that it was disconnected, holds nothing but our ids.
  const condition =
    table === 'delivery'
      ? sql`(status <> 'pending' or subject is not null) and payload like ${`%"customerId":"${customerId}"%`}`
      : sql`customer_id = ${customerId}`;
  const removed = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)}
       where environment_id = ${tx.tenant.environmentId} and ${condition} limit ${batch}))`.execute(tx);
  return Number(removed.numAffectedRows ?? 0n);
}
