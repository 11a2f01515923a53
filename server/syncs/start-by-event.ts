import { sql } from 'kysely';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import { startPass } from './touch-records.ts';

interface StartedSync {
  syncId: SyncId;
  /** Null where it rests: paused, or its connection needs a person. It catches up afterwards. */
  runId: RunId | null;
}

/** Starts a customer's syncs that wait for this event of the vendor's product. */
export async function startByEvent(
  tx: TenantTx,
  { event, customer }: { event: string; customer: string },
  now: Date = new Date(),
): Promise<StartedSync[]> {
  const customerId = await resolveCustomer(tx, customer);
  const { rows } = await sql<{ id: SyncId }>`
    select id from sync
     where environment_id = ${tx.tenant.environmentId} and customer_id = ${customerId}
       and schedule ->> 'kind' = 'event' and schedule ->> 'event' = ${event}
     order by id`.execute(tx);
  const started: StartedSync[] = [];
  for (const { id } of rows) started.push({ syncId: id, runId: (await startPass(tx, id, now)) ?? null });
  return started;
}
