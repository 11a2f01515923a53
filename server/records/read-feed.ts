import type { TenantTx } from '#server/db/tenant.ts';
import { type FeedPositions, feedCursor, parseFeedCursor } from './feed-cursor.ts';
import { type FeedFilter, narrows } from './feed-filter.ts';
import { type FeedRead, type FeedRow, type FeedStart, findInFeed, readFeed, scanFeed } from './list-feed.queries.ts';
import { type FeedStream, type StreamSelection, selectStreams } from './select-streams.ts';

interface ReadFeed extends StreamSelection, FeedFilter {
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
  const read = await readWanted(tx, starts, request);
  return {
    changes: changesOf(read.rows, streams),
    cursor: feedCursor(moveOn(starts, read)),
    more: read.more,
  };
}

export function startOf({ stream, lastSeq }: FeedStream, positions: FeedPositions): FeedStart & { last: number } {
  const known = positions[stream] ?? { seq: 0, until: lastSeq };
  return { stream, seq: known.seq, until: known.until ?? 0, last: lastSeq };
}

function readWanted(
  tx: TenantTx,
  starts: readonly (FeedStart & { last: number })[],
  { limit, ...filter }: ReadFeed,
): Promise<FeedRead> {
  if (starts.length === 0) return Promise.resolve({ rows: [], passed: [], more: false });
  const { ids } = filter;
  if (ids) return findInFeed(tx, starts, { ...filter, ids }, limit);
  return narrows(filter) ? scanFeed(tx, starts, filter, limit) : readFeed(tx, starts, limit);
}

export function changesOf(rows: readonly FeedRow[], streams: readonly FeedStream[]): FeedChange[] {
  const byNumber = new Map(streams.map((stream) => [stream.stream, stream]));
  return rows.flatMap((row) => {
    const stream = byNumber.get(row.stream);
    return stream ? [{ row, stream }] : [];
  });
}

/** The positions after a page. Once everything was read, a stream's first pass is over, whatever was left out of it at its end. */
export function moveOn(starts: readonly FeedStart[], { rows, passed, more }: FeedRead): FeedPositions {
  const positions = new Map(starts.map(({ stream, seq, until }) => [stream, { seq, until }]));
  for (const { stream, seq } of [...rows, ...passed]) {
    const position = positions.get(stream);
    if (position) position.seq = Math.max(position.seq, seq);
  }
  const ended = ({ seq, until }: { seq: number; until: number }) => ({ seq: Math.max(seq, until) });
  return Object.fromEntries([...positions].map(([stream, at]) => [stream, more ? at : ended(at)]));
}
