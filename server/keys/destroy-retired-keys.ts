import { secondsAfter } from '#server/clock.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import type { Id } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { namesNoRecord } from './names-no-record.ts';
import { countByKey, resealEnvironment } from './reseal.ts';

// Longer than any transaction lives: whoever has read a value sealed with the old key has opened it by then.
const restSeconds = 900;

/** Destroys the data keys that were retired a while ago and that nothing names any more. Returns how many. */
export async function destroyRetiredKeys(tenant: Tenant, now: Date): Promise<number> {
  const resting = await withTenant(tenant, (tx) =>
    tx
      .selectFrom('data_key')
      .select(['id', 'for_records'])
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('retired_at', '<=', secondsAfter(now, -restSeconds))
      .execute(),
  );
  if (resting.length === 0) return 0;
  if (resting.some((key) => !key.for_records)) await resealEnvironment(tenant);
  return withTenant(tenant, async (tx) => {
    // What lies in a spool is named by no row; the lease of its renewal is, until it is drained.
    const renewal = await tx
      .selectFrom('credential')
      .select('connection_id')
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('lease', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    if (renewal) return 0;
    const counts = await countByKey(tx);
    const free: Id<'dataKey'>[] = [];
    for (const { id, for_records: isOfRecords } of resting)
      if (isOfRecords ? await namesNoRecord(tx, id) : !counts.has(id)) free.push(id);
    if (free.length === 0) return 0;
    await tx
      .deleteFrom('data_key')
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('id', 'in', free)
      .execute();
    log.info('Retired data keys were destroyed.', { ...tenant, count: free.length });
    return free.length;
  });
}
