import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';

const batch = 5000;

export interface VersionPlace {
  stream: number;
  slot: number;
}

/**
 * Removes earlier versions of records whose last change lies before `before`: of a bounded window of them, so that a call
 * is short. Gives the end of the window; undefined at the end of the table.
 */
export async function sweepVersions(
  tx: TenantTx,
  before: Date,
  after: VersionPlace,
): Promise<{ removed: number; last: VersionPlace | undefined }> {
  const { rows } = await sql<{ removed: number; looked: number; stream: number | null; slot: number | null }>`
    with looked as materialized (
      select stream, slot, external_id from record_before
       where environment = ${thisEnvironment} and (stream, slot) > (${after.stream}, ${after.slot})
       order by stream, slot limit ${batch}
    ), removed as (
      delete from record_before b using looked l
       where b.environment = ${thisEnvironment} and b.stream = l.stream and b.slot = l.slot
         and not exists (
           select from record r
            where r.environment = ${thisEnvironment} and r.stream = l.stream and r.external_id = l.external_id
              and r.changed_at >= ${before})
      returning 1
    )
    select (select count(*)::integer from removed) as removed, (select count(*)::integer from looked) as looked, e.stream, e.slot
      from (select 1) one left join (select stream, slot from looked order by stream desc, slot desc limit 1) e on true`.execute(
    tx,
  );
  const [row] = rows;
  if (!row || row.looked < batch || row.stream === null || row.slot === null)
    return { removed: row?.removed ?? 0, last: undefined };
  return { removed: row.removed, last: { stream: row.stream, slot: row.slot } };
}
