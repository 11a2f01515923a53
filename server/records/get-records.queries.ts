import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { FeedRow } from './list-feed.queries.ts';
import { openData } from './sealed-data.ts';

/** One answer holds no more than this of data, or one record. */
const maxBytes = 16 * 1024 * 1024;

/**
 * Records by their keys, as they are now; those that were deleted are not among them. `left` are keys whose records did
 * not fit into one answer.
 */
export async function getRecords(
  tx: TenantTx,
  streams: readonly number[],
  ids: readonly string[],
): Promise<{ rows: FeedRow[]; left: string[] }> {
  if (streams.length === 0) return { rows: [], left: [] };
  const { rows } = await sql<Omit<FeedRow, 'data'> & { data: string | null }>`
    select stream, slot, external_id, seq, action, changed_at, case when before < ${maxBytes} then data end as data
      from (
        select l.*, coalesce(sum(octet_length(data)) over (order by l.n, l.stream rows between unbounded preceding and 1 preceding), 0) as before
          from (
            select u.n, r.*
              from unnest(${textArray(ids)}::text[]) with ordinality as u(external_id, n)
             cross join unnest(${streams}::bigint[]) as s(stream)
             cross join lateral (
               select stream, slot, external_id, seq, action, changed_at, data from record
                where environment = ${thisEnvironment} and stream = s.stream and external_id = u.external_id
                  and action <> 'deleted'
               offset 0
             ) r
          ) l
      ) p`.execute(tx);
  const left = new Set(rows.filter((row) => row.data === null).map((row) => row.external_id));
  const fitting = rows.flatMap(({ data, ...row }) =>
    data === null || left.has(row.external_id) ? [] : [{ ...row, data }],
  );
  return { rows: await openData(tx, fitting), left: [...left] };
}
