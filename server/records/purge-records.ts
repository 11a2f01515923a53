import { sql } from 'kysely';
import { type Tenant, thisEnvironment, withTenant } from '#server/db/tenant.ts';

const batch = 10_000;

/** Destroys our copy of some streams, in short transactions. Readers of the feed are not told: nothing was deleted at the app. */
export async function purgeRecords(tenant: Tenant, streams: readonly number[]): Promise<void> {
  for (const stream of streams) {
    while ((await deleteBatch(tenant, stream)) === batch);
    await withTenant(tenant, async (tx) => {
      for (const table of ['record_seen', 'record_before', 'record_raw', 'page_memory'] as const)
        await tx.deleteFrom(table).where('environment', '=', thisEnvironment).where('stream', '=', stream).execute();
    });
  }
}

function deleteBatch(tenant: Tenant, stream: number): Promise<number> {
  return withTenant(tenant, async (tx) => {
    const deleted = await sql`
      delete from record
       where environment = ${thisEnvironment} and stream = ${stream}
         and external_id in (
           select external_id from record
            where environment = ${thisEnvironment} and stream = ${stream}
            order by seq
            limit ${batch}
         )`.execute(tx);
    return Number(deleted.numAffectedRows ?? 0n);
  });
}
