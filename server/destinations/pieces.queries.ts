import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { type FeedRow, readAllChanges } from '#server/records/list-feed.queries.ts';
import type { FeedStream } from '#server/records/select-streams.ts';
import type { DestinationRow } from './destination.table.ts';

/** The changes of one stream after `from` up to `to`, each record once and as it was last. */
export interface Piece {
  stream: FeedStream;
  from: number;
  to: number;
  rows: readonly FeedRow[];
}

const pieceRows = 500;

interface Position {
  seq: number;
  until: number;
  goal: number | null;
}

/** The next piece of the stream that is first behind; undefined where the destination has everything. */
export async function nextPiece(tx: TenantTx, destination: DestinationRow): Promise<Piece | undefined> {
  while (true) {
    const next = await firstBehind(tx, destination);
    if (!next) return undefined;
    const { position, ...stream } = next;
    const start = { stream: stream.stream, seq: position.seq, until: position.until };
    const end = position.goal ?? stream.lastSeq;
    const { rows, more } = await readAllChanges(tx, { ...start, end }, pieceRows);
    const to = more ? (rows.at(-1)?.seq ?? end) : end;
    if (rows.length > 0 || position.goal !== null) {
      await savePosition(tx, destination, stream.stream, { ...position, goal: to });
      return { stream, from: position.seq, to, rows };
    }
    // All of it was told to nobody: deleted before the destination was made.
    await savePosition(tx, destination, stream.stream, { ...position, seq: to, goal: null });
  }
}

/** Where a stream stands after a piece, or where the target says that it does. */
export async function settlePiece(tx: TenantTx, destination: DestinationRow, piece: Piece, at: number): Promise<void> {
  const { stream } = piece;
  // A target that lost everything gets what is there now, and no deletion of what it never had.
  const until = at === 0 ? stream.lastSeq : undefined;
  await tx
    .updateTable('destination_stream')
    .set({ seq: at, goal: null, ...(until !== undefined && { until }) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('destination_id', '=', destination.id)
    .where('stream', '=', stream.stream)
    .execute();
}

async function firstBehind(
  tx: TenantTx,
  destination: DestinationRow,
): Promise<(FeedStream & { position: Position }) | undefined> {
  const { rows } = await sql<FeedStream & { seq: number | null; until: number | null; goal: number | null }>`
    select s.stream, s.id as "syncId", s.model, s.last_seq as "lastSeq", u.id as "customerId",
           u.external_id as "customerExternalId", p.seq, p.until, p.goal
      from sync s
      join customer u on u.environment_id = s.environment_id and u.id = s.customer_id
      left join destination_stream p
        on p.environment_id = s.environment_id and p.destination_id = ${destination.id} and p.stream = s.stream
     where s.environment_id = ${tx.tenant.environmentId} and s.last_seq > coalesce(p.seq, 0)
       and (${destination.customer_id}::text is null or s.customer_id = ${destination.customer_id})
       and (${destination.model}::text is null or s.model = ${destination.model})
     order by s.stream limit 1`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const { seq, until, goal, ...stream } = row;
  return { ...stream, position: { seq: seq ?? 0, until: until ?? stream.lastSeq, goal } };
}

async function savePosition(
  tx: TenantTx,
  destination: DestinationRow,
  stream: number,
  position: Position,
): Promise<void> {
  await tx
    .insertInto('destination_stream')
    .values({ environment_id: tx.tenant.environmentId, destination_id: destination.id, stream, ...position })
    .onConflict((conflict) => conflict.columns(['environment_id', 'destination_id', 'stream']).doUpdateSet(position))
    .execute();
}
