import { type RawBuilder, sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { type FeedFilter, isWanted } from './feed-filter.ts';
import { openData } from './sealed-data.ts';

/** One answer holds no more than this of data, or one record. */
const maxPageBytes = 16 * 1024 * 1024;
/** How many changes one call looks at for those that a reader wants; the next call goes on there. */
const window = 20_000;

interface FeedLine {
  stream: number;
  slot: number;
  external_id: string;
  seq: number;
  action: 'added' | 'updated' | 'deleted';
  changed_at: Date;
  /** Of one that is gone because it has another key now. */
  renamed_to?: string | null;
}

export interface FeedRow extends FeedLine {
  data: string;
}

/** From where a stream is read: after `seq`, without what was deleted up to `until`, to `end` where one is told. */
export interface FeedStart {
  stream: number;
  seq: number;
  until: number;
  end?: number;
}

export interface FeedRead {
  rows: FeedRow[];
  /** How far each stream was looked through, where that is further than its last row. */
  passed: { stream: number; seq: number }[];
  more: boolean;
}

const starting = (starts: readonly FeedStart[]): RawBuilder<unknown> => sql`
  unnest(${starts.map((start) => start.stream)}::bigint[], ${starts.map((start) => start.seq)}::bigint[],
         ${starts.map((start) => start.until)}::bigint[],
         ${starts.map((start) => start.end ?? Number.MAX_SAFE_INTEGER)}::bigint[]) as s(stream, seq, until, stop)`;

const columns = sql`r.stream, r.slot, r.external_id, r.seq, r.action, r.changed_at, r.renamed_to`;
const after = sql`r.environment = ${thisEnvironment} and r.stream = s.stream and r.seq > s.seq and r.seq > 0 and r.seq <= s.stop`;

/** Rows `f` with what fits into one answer of their data; the others have none. */
const fitting = (rows: RawBuilder<unknown>): RawBuilder<CutRow> => sql<CutRow>`
  select stream, slot, external_id, seq, action, changed_at, renamed_to, case when before < ${maxPageBytes} then data end as data
    from (select f.*, coalesce(sum(octet_length(data)) over (rows between unbounded preceding and 1 preceding), 0) as before
            from (${rows}) f) p`;

type CutRow = FeedLine & { data: string | null };

/**
 * The next changes of several streams, one stream after the other, each in the order of its commits. There is no ORDER BY
 * over all of them on purpose: it would read a full page of every stream to throw most of it away. The cursor needs no
 * order between streams, only that what comes of each one is its beginning; and that the inner LIMIT guarantees. Every
 * change has a number above 0; saying so lets the feed's index be one that only this query uses.
 */
export async function readFeed(tx: TenantTx, starts: readonly FeedStart[], limit: number): Promise<FeedRead> {
  const { rows } = await feedQuery(starts, limit + 1).execute(tx);
  return { ...(await cut(tx, rows, limit)), passed: [] };
}

export const feedQuery = (starts: readonly FeedStart[], limit: number) =>
  fitting(sql`
    select l.* from ${starting(starts)} cross join lateral (
      select ${columns}, r.data
        from record r
       where ${after} and (r.action <> 'deleted' or r.seq > s.until)
       order by r.seq
       limit ${limit}
    ) l
     limit ${limit}`);

/**
 * The same for whoever must have all that is stored: also what is no news to the vendor, each record at the place of its
 * last change of either kind.
 */
export async function readAllChanges(
  tx: TenantTx,
  { stream, seq, until, end = Number.MAX_SAFE_INTEGER }: FeedStart,
  limit: number,
): Promise<FeedRead> {
  const known = sql`r.environment = ${thisEnvironment} and r.stream = ${stream}`;
  const { rows } = await fitting(sql`
    (select ${columns}, r.data from record r
      where ${known} and r.seq > ${seq} and r.seq > 0 and r.seq <= ${end} and r.quiet is null and (r.action <> 'deleted' or r.seq > ${until})
      order by r.seq limit ${limit + 1})
    union all
    (select r.stream, r.slot, r.external_id, r.quiet as seq, r.action, r.changed_at, r.renamed_to, r.data from record r
      where ${known} and r.quiet > ${seq} and r.quiet <= ${end}
      order by r.quiet limit ${limit + 1})
    order by seq
    limit ${limit + 1}`).execute(tx);
  return { ...(await cut(tx, rows, limit)), passed: [] };
}

async function cut(tx: TenantTx, rows: readonly CutRow[], limit: number): Promise<{ rows: FeedRow[]; more: boolean }> {
  const page: FeedRow[] = [];
  for (const { data, ...line } of rows.slice(0, limit)) {
    if (data === null) break;
    page.push({ ...line, data });
  }
  return { rows: await openData(tx, page), more: page.length < rows.length };
}

type ScannedRow = { [Name in keyof CutRow]: CutRow[Name] | null } & { stream: number; seq: number; looked: number };

/**
 * The same with a filter: looks at a bounded window of changes, so that no call reads a stream of millions, and says how
 * far it looked. What was looked at and what is found are of one snapshot.
 */
export async function scanFeed(
  tx: TenantTx,
  starts: readonly FeedStart[],
  filter: FeedFilter,
  limit: number,
): Promise<FeedRead> {
  const { rows } = await sql<ScannedRow>`
    with looked as materialized (
      select row_number() over () as n, l.* from ${starting(starts)} cross join lateral (
        select ${columns}, ${isWanted(filter)} as wanted
          from record r
         where ${after}
         order by r.seq
         limit ${window}
      ) l
       limit ${window}
    ), found as materialized (select * from looked where wanted order by n limit ${limit + 1})
    select p.*, 0 as looked from (${fitting(sql`
      select r.data, f.stream, f.slot, f.external_id, f.seq, f.action, f.changed_at, f.renamed_to
        from found f
       cross join lateral (
         select data from record d where d.environment = ${thisEnvironment} and d.stream = f.stream and d.seq = f.seq and d.seq > 0
         offset 0
       ) r
       order by f.n`)}) p
    union all
    select stream, null, null, max(seq), null, null, null, null, count(*)::integer from looked group by stream`.execute(
    tx,
  );
  const found = rows.filter((row): row is ScannedRow & FeedLine => row.looked === 0);
  const passed = rows.filter((row) => row.looked > 0).map(({ stream, seq }) => ({ stream, seq }));
  const page = await cut(tx, found, limit);
  if (!page.more) {
    const looked = rows.reduce((sum, row) => sum + row.looked, 0);
    return { ...page, passed, more: looked === window };
  }
  const order = new Map(starts.map(({ stream }, at) => [stream, at]));
  const last = order.get(page.rows.at(-1)?.stream ?? 0) ?? 0;
  return { ...page, passed: passed.filter(({ stream }) => (order.get(stream) ?? 0) < last) };
}

/**
 * The changes of some records: each is looked up by its key, however long the streams are. The starts tell in `last` how
 * far the streams went before this looked: up to there, nothing can have been missed.
 */
export async function findInFeed(
  tx: TenantTx,
  starts: readonly (FeedStart & { last: number })[],
  filter: FeedFilter & { ids: readonly string[] },
  limit: number,
): Promise<FeedRead> {
  const { rows } = await fitting(sql`
    select l.* from ${starting(starts)} cross join lateral (
      select ${columns}, r.data
        from record r
       where ${after} and ${isWanted(filter)} and r.external_id = any(${[...filter.ids]}::text[])
      offset 0
    ) l
     order by l.stream, l.seq
     limit ${limit + 1}`).execute(tx);
  const page = await cut(tx, rows, limit);
  return { ...page, passed: page.more ? [] : starts.map(({ stream, last }) => ({ stream, seq: last })) };
}
