import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { CustomerId, SyncId } from '#server/ids.ts';

export interface FeedSelection {
  syncId?: SyncId | undefined;
  customerId?: CustomerId | undefined;
  model?: string | undefined;
}

/** The streams that a reader asks for, each with its last change as of now. */
export function listFeedStreams(tx: TenantTx, { syncId, customerId, model }: FeedSelection, limit: number) {
  let query = tx
    .selectFrom('sync as s')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 's.environment_id').onRef('u.id', '=', 's.customer_id'),
    )
    .select([
      's.stream',
      's.id as syncId',
      's.model',
      's.last_seq as lastSeq',
      'u.id as customerId',
      'u.external_id as customerExternalId',
    ])
    .where('s.environment_id', '=', tx.tenant.environmentId);
  if (syncId) query = query.where('s.id', '=', syncId);
  if (customerId) query = query.where('s.customer_id', '=', customerId);
  if (model) query = query.where('s.model', '=', model);
  return query.orderBy('s.stream').limit(limit).execute();
}

export type FeedStream = Awaited<ReturnType<typeof listFeedStreams>>[number];

export interface FeedRow {
  stream: number;
  external_id: string;
  seq: number;
  action: 'added' | 'updated' | 'deleted';
  data: string;
  changed_at: Date;
}

/** From where a stream is read: after `seq`, without what was deleted up to `until`. */
export interface FeedStart {
  stream: number;
  seq: number;
  until: number;
}

/**
 * The next changes of several streams, one stream after the other, each in the order of its commits. There is no ORDER BY
 * over all of them on purpose: it would read a full page of every stream to throw most of it away. The cursor needs no
 * order between streams, only that what comes of each one is its beginning; and that the inner LIMIT guarantees. Every
 * change has a number above 0; saying so lets the feed's index be one that only this query uses.
 */
export async function readFeed(tx: TenantTx, starts: readonly FeedStart[], limit: number): Promise<FeedRow[]> {
  const { rows } = await feedQuery(tx, starts, limit).execute(tx);
  return rows;
}

export const feedQuery = (_tx: TenantTx, starts: readonly FeedStart[], limit: number) => sql<FeedRow>`
  select f.stream, f.external_id, f.seq, f.action, f.data, f.changed_at
    from unnest(${starts.map((start) => start.stream)}::bigint[], ${starts.map((start) => start.seq)}::bigint[],
                ${starts.map((start) => start.until)}::bigint[]) as s(stream, seq, until)
   cross join lateral (
     select r.stream, r.external_id, r.seq, r.action, r.data, r.changed_at
       from record r
      where r.environment = ${thisEnvironment} and r.stream = s.stream and r.seq > s.seq and r.seq > 0
        and (r.action <> 'deleted' or r.seq > s.until)
      order by r.seq
      limit ${limit}
   ) f
   limit ${limit}`;
