import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { type FeedPositions, feedCursor, parseFeedCursor } from './feed-cursor.ts';
import { type FeedRow, type FeedStart, type FeedStream, listFeedStreams, readFeed } from './list-feed.queries.ts';

/** How many streams one reader may follow with one cursor. */
export const maxFeedStreams = 100;

interface ReadFeed {
  /** Id or external id. */
  customer?: string | undefined;
  model?: string | undefined;
  syncId?: SyncId | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface FeedChange {
  row: FeedRow;
  stream: FeedStream;
}

export interface FeedPage {
  changes: FeedChange[];
  /** For the next call, also when nothing came. */
  cursor: string;
  /** Whether there is more now. */
  more: boolean;
}

/** The next page of changes after the cursor: every change once, in the order of commits within a stream, also while a sync is writing. */
export async function readChanges(tx: TenantTx, request: ReadFeed): Promise<FeedPage> {
  const positions = request.cursor === undefined ? {} : parseFeedCursor(request.cursor);
  const streams = await selectStreams(tx, request);
  const starts = streams.map((stream) => startOf(stream, positions));
  const rows = starts.length === 0 ? [] : await readFeed(tx, starts, request.limit + 1);
  const page = rows.slice(0, request.limit);
  const more = rows.length > request.limit;
  const byStream = new Map(streams.map((stream) => [stream.stream, stream]));
  return {
    changes: page.flatMap((row) => {
      const stream = byStream.get(row.stream);
      return stream ? [{ row, stream }] : [];
    }),
    cursor: feedCursor(moveOn(starts, page, more)),
    more,
  };
}

function startOf({ stream, lastSeq }: FeedStream, positions: FeedPositions): FeedStart {
  const known = positions[stream];
  return known ? { stream, seq: known.seq, until: known.until ?? 0 } : { stream, seq: 0, until: lastSeq };
}

/** The positions after a page. Once everything was read, a stream's first pass is over, whatever was left out of it at its end. */
export function moveOn(
  starts: readonly FeedStart[],
  page: readonly Pick<FeedRow, 'stream' | 'seq'>[],
  more: boolean,
): FeedPositions {
  const positions: FeedPositions = Object.fromEntries(starts.map(({ stream, seq, until }) => [stream, { seq, until }]));
  for (const { stream, seq } of page) positions[stream] = { seq, until: positions[stream]?.until };
  if (more) return positions;
  return Object.fromEntries(
    Object.entries(positions).map(([stream, { seq, until = 0 }]) => [stream, { seq: Math.max(seq, until) }]),
  );
}

async function selectStreams(tx: TenantTx, request: ReadFeed): Promise<FeedStream[]> {
  const { syncId, model, customer } = request;
  if (syncId === undefined && model === undefined && customer === undefined) {
    throw new AppError('invalid', 'It is not said whose records to read.', {
      field: 'customer',
      remedy: 'Send customer, model or syncId.',
    });
  }
  if (syncId !== undefined) await getSync(tx, syncId);
  const customerId = customer === undefined ? undefined : await resolveCustomer(tx, customer);
  const streams = await listFeedStreams(tx, { syncId, customerId, model }, maxFeedStreams + 1);
  if (streams.length <= maxFeedStreams) return streams;
  throw new AppError('invalid', `That selects more than ${maxFeedStreams} syncs, more than one cursor can follow.`, {
    field: 'customer',
    remedy: 'Read one customer at a time: send customer.',
  });
}
