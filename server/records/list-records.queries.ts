import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { RecordRow } from './record.table.ts';
import { openData } from './sealed-data.ts';

/** How many rows one call looks at for a text that few records hold; the next call goes on there. */
const window = 20_000;

interface BrowseRecords {
  stream: number;
  search?: string | undefined;
  action?: RecordRow['action'] | undefined;
  /** Only what has changed since. */
  since?: Date | undefined;
  /** The key after which to begin. */
  after: string;
  limit: number;
}

export interface BrowsedRecord {
  seq: number;
  slot: number;
  external_id: string;
  action: RecordRow['action'];
  data: string;
  changed_at: Date;
}

const likeText = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Records of one stream by key. A search looks at a bounded window of rows, so that no call reads a table of millions:
 * `lastLookedAt` is where the window ended, null at the end of the stream.
 */
export async function browseRecords(
  tx: TenantTx,
  request: BrowseRecords,
): Promise<{ rows: BrowsedRecord[]; lastLookedAt: string | null }> {
  const { stream, search, action, since, after, limit } = request;
  const pattern = search ? likeText(search) : null;
  const filtered = pattern !== null || action !== undefined || since !== undefined;
  const looked = filtered ? window : limit;
  const { rows } = await sql<BrowsedRecord & { found: boolean; looked: number }>`
    with seen as (
      select external_id, action, changed_at, data, seq, slot
        from record
       where environment = ${thisEnvironment} and stream = ${stream} and external_id > ${after}
       order by external_id
       limit ${looked}
    ), found as (
      select external_id, action, changed_at, data, seq, slot
        from seen
       where (${action ?? null}::text is null or action = ${action ?? null})
         and (${since ?? null}::timestamptz is null or changed_at >= ${since ?? null})
         and (${pattern}::text is null or external_id ilike ${pattern} or (data ilike ${pattern} and data not like '~%'))
       order by external_id
       limit ${limit}
    )
    select external_id, action, changed_at, data, seq, slot, true as found, 0 as looked from found
    union all
    select coalesce(max(external_id), ''), 'added', now(), '', 0, 0, false, count(*)::integer from seen`.execute(tx);
  const found = rows.filter((row) => row.found).sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
  const end = rows.find((row) => !row.found);
  const windowWasFull = end !== undefined && end.looked === looked;
  const lastFound = found.length === limit ? found.at(-1)?.external_id : undefined;
  return {
    rows: await openData(tx, found, stream),
    lastLookedAt: lastFound ?? (windowWasFull ? end.external_id : null),
  };
}

interface BrowseChanges extends Omit<BrowseRecords, 'after'> {
  /** The number of the change before which to begin. */
  before: number | null;
}

/** The same by change, the latest first. Changes are numbered in the order of their time, so what is older than `since` is not looked at. */
export async function browseChanges(
  tx: TenantTx,
  request: BrowseChanges,
): Promise<{ rows: BrowsedRecord[]; lastLookedAt: number | null }> {
  const { stream, search, action, since, before, limit } = request;
  const pattern = search ? likeText(search) : null;
  const looked = pattern !== null || action !== undefined ? window : limit;
  const { rows } = await sql<BrowsedRecord & { found: boolean; looked: number }>`
    with seen as (
      select external_id, action, changed_at, data, seq, slot
        from record
       where environment = ${thisEnvironment} and stream = ${stream} and seq > 0
         and (${before}::bigint is null or seq < ${before})
       order by seq desc
       limit ${looked}
    ), found as (
      select * from seen
       where (${action ?? null}::text is null or action = ${action ?? null})
         and (${since ?? null}::timestamptz is null or changed_at >= ${since ?? null})
         and (${pattern}::text is null or external_id ilike ${pattern} or (data ilike ${pattern} and data not like '~%'))
       order by seq desc
       limit ${limit}
    )
    select external_id, action, changed_at, data, seq, slot, true as found, 0 as looked from found
    union all
    select '', 'added', coalesce(min(changed_at), now()), '', coalesce(min(seq), 0), 0, false, count(*)::integer from seen`.execute(
    tx,
  );
  const found = rows.filter((row) => row.found).sort((a, b) => b.seq - a.seq);
  const end = rows.find((row) => !row.found);
  const lastFound = found.length === limit ? found.at(-1)?.seq : undefined;
  const goesOn = end !== undefined && end.looked === looked && (since === undefined || end.changed_at >= since);
  return { rows: await openData(tx, found, stream), lastLookedAt: lastFound ?? (goesOn ? end.seq : null) };
}
