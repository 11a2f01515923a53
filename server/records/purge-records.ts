import { sql } from 'kysely';
import { type Tenant, withTenant } from '#server/db/tenant.ts';

const batch = 10_000;

/** Destroys our copy of some streams, in short transactions. Readers of the feed are not told: nothing was deleted at the app. */
export async function purgeRecords(tenant: Tenant, streams: readonly number[]): Promise<void> {
  for (const stream of streams) {
    while ((await deleteBatch(tenant, stream)) === batch);
    await withTenant(tenant, (tx) =>
      tx
        .deleteFrom('record_seen')
        .where('environment_id', '=', tenant.environmentId)
        .where('stream', '=', stream)
        .execute(),
    );
  }
}

function deleteBatch(tenant: Tenant, stream: number): Promise<number> {
  return withTenant(tenant, async (tx) => {
    const deleted = await sql`
      delete from record
       where environment_id = ${tenant.environmentId} and stream = ${stream}
         and external_id in (
           select external_id from record
            where environment_id = ${tenant.environmentId} and stream = ${stream}
            order by seq
            limit ${batch}
         )`.execute(tx);
    return Number(deleted.numAffectedRows ?? 0n);
  });
}
