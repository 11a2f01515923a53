import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { feedCursor, parseFeedCursor } from './feed-cursor.ts';
import { type FeedRead, type FeedStart, readFeed } from './list-feed.queries.ts';
import { changesOf, moveOn, startOf } from './read-feed.ts';
import { writeChange } from './record-change.ts';
import { type FeedStream, type StreamSelection, selectStreams } from './select-streams.ts';

const batch = 1000;

interface ExportRecords extends StreamSelection {
  cursor?: string | undefined;
  fields?: readonly string[] | undefined;
}

/**
 * Every record of a selection as of now. What changes meanwhile is not told here but by the feed after the last cursor,
 * so export and feed together give every record as it is. No transaction is open between two batches, however slowly
 * they are taken. Gives lines of JSON, a batch at a time.
 */
export async function exportRecords(tenant: Tenant, request: ExportRecords): Promise<AsyncGenerator<string>> {
  const positions = request.cursor === undefined ? {} : parseFeedCursor(request.cursor);
  const streams = await withTenant(tenant, (tx) => selectStreams(tx, request));
  const starts = streams.map((stream) => ({ ...startOf(stream, positions), end: stream.lastSeq }));
  return linesOf(tenant, streams, starts, request.fields);
}

async function* linesOf(
  tenant: Tenant,
  streams: readonly FeedStream[],
  begin: readonly (FeedStart & { end: number })[],
  fields: readonly string[] | undefined,
): AsyncGenerator<string> {
  let starts = begin;
  let records = 0;
  while (true) {
    const read = await readBatch(tenant, starts);
    const lines = changesOf(read.rows, streams).map((change) => writeChange(change, fields));
    records += lines.length;
    // To the very end of each stream, also where its last changes are deletions that nobody was told.
    const passed = read.more ? [] : starts.map(({ stream, end }) => ({ stream, seq: end }));
    const positions = moveOn(starts, { ...read, passed });
    const cursor = feedCursor(positions);
    lines.push(JSON.stringify(read.more ? { cursor } : { cursor, records, complete: true }));
    yield `${lines.join('\n')}\n`;
    if (!read.more) return;
    starts = starts.map((start) => ({ ...start, seq: positions[start.stream]?.seq ?? start.seq }));
  }
}

function readBatch(tenant: Tenant, starts: readonly FeedStart[]): Promise<FeedRead> {
  if (starts.length === 0) return Promise.resolve({ rows: [], passed: [], more: false });
  return withTenant(tenant, (tx) => readFeed(tx, starts, batch));
}
