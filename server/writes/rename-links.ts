import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { Renamed } from '#server/records/rename-records.ts';
import type { LaneName } from './lane.queries.ts';

/**
 * Links follow rows that have another key now. Where the row that one was merged into is another record of the vendor's,
 * both links stay: this one says so, and its record is written no more until somebody has merged the two there, too.
 */
export async function renameLinks(
  tx: TenantTx,
  { connectionId, object }: LaneName,
  renamed: readonly Renamed[],
): Promise<void> {
  const changed = renamed.filter(({ from, to }) => from !== to);
  if (changed.length === 0) return;
  const pairs = sql`unnest(${textArray(changed.map(({ from }) => from))}::text[], ${textArray(changed.map(({ to }) => to))}::text[])`;
  const { rows } = await sql<Renamed>`
    select l.key as from, p.new as to
      from ${pairs} with ordinality as p(old, new, n)
      join link l on l.environment_id = ${tx.tenant.environmentId} and l.connection_id = ${connectionId} and l.object = ${object}
       and l.key = p.old and l.merged_into is distinct from p.new
     order by p.n`.execute(tx);
  // One after the other: of two that have become one row, the first has it.
  for (const { from, to } of rows) await renameLink(tx, { connectionId, object }, { from, to });
  await sql`
    update write_item i set key = p.new from ${pairs} as p(old, new)
     where i.environment_id = ${tx.tenant.environmentId} and i.connection_id = ${connectionId} and i.object = ${object}
       and i.state = 'queued' and i.key = p.old`.execute(tx);
}

async function renameLink(tx: TenantTx, { connectionId, object }: LaneName, { from, to }: Renamed): Promise<void> {
  await sql`
    update link l
       set key = case when t.taken then l.key else ${to} end, merged_into = case when t.taken then ${to} end
      from (select exists (select from link
                            where environment_id = ${tx.tenant.environmentId} and connection_id = ${connectionId}
                              and object = ${object} and key = ${to}) as taken) t
     where l.environment_id = ${tx.tenant.environmentId} and l.connection_id = ${connectionId} and l.object = ${object}
       and l.key = ${from}`.execute(tx);
}
