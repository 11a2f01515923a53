import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { ConnectionId, SyncId } from '#server/ids.ts';
import type { FeedPositions } from '#server/records/feed-cursor.ts';
import { openData } from '#server/records/sealed-data.ts';

/** A row of the app as the record store has it: in the vendor's model, where it is mapped. */
export interface StoredRow {
  stream: number;
  seq: number;
  changedAt: Date;
  isDeleted: boolean;
  data: unknown;
  /** The row as the app sent it, where it is kept beside the record. */
  raw: unknown;
  /** As it was before its last change. */
  before: { seq: number; data: unknown } | undefined;
}

interface Answer {
  slot: number;
  stream: number;
  seq: number;
  changed_at: Date;
  deleted: boolean;
  external_id: string;
  data: string;
  raw: string | null;
  before_seq: number | null;
  before_data: string | null;
}

interface Wanted {
  connectionId: ConnectionId;
  object: string;
  /** The sync whose records are meant; null: the oldest that keeps rows as the app has them. */
  syncId: SyncId | null;
  keys: readonly string[];
}

/** What is known of these rows of the app, by their keys. */
export async function listStoredRows(
  tx: TenantTx,
  { connectionId, object, syncId, keys }: Wanted,
): Promise<Map<string, StoredRow>> {
  if (keys.length === 0) return new Map();
  const isMeant = syncId === null ? sql`mapping_version is null` : sql`id = ${syncId}`;
  const { rows } = await sql<Answer>`
    select r.stream, r.seq, r.changed_at, r.action = 'deleted' as deleted, r.external_id, r.slot, r.data, w.raw,
           b.seq as before_seq, b.data as before_data
      from (select stream from sync
             where environment_id = ${tx.tenant.environmentId} and connection_id = ${connectionId} and object = ${object}
               and ${isMeant}
             order by id limit 1) s
      join record r on r.environment = ${thisEnvironment} and r.stream = s.stream
       and r.external_id = any(${textArray(keys)}::text[])
      left join record_raw w on w.environment = r.environment and w.stream = r.stream and w.slot = r.slot
      left join record_before b on b.environment = r.environment and b.stream = r.stream and b.slot = r.slot`.execute(
    tx,
  );
  const opened = await openData(tx, rows);
  const before = await openData(
    tx,
    rows.flatMap(({ before_data: data, ...row }) => (data === null ? [] : [{ ...row, data }])),
  );
  const raw = await openData(
    tx,
    rows.flatMap(({ raw: data, ...row }) => (data === null ? [] : [{ ...row, data }])),
    0,
    'record_raw',
  );
  const rawOf = new Map(raw.map((row) => [row.external_id, row.data]));
  const beforeOf = new Map(before.map((row) => [row.external_id, row]));
  return new Map(
    opened.map((row) => [
      row.external_id,
      {
        stream: Number(row.stream),
        seq: Number(row.seq),
        changedAt: row.changed_at,
        isDeleted: row.deleted,
        data: JSON.parse(row.data),
        raw: JSON.parse(rawOf.get(row.external_id) ?? 'null'),
        before: earlier(beforeOf.get(row.external_id)),
      },
    ]),
  );
}

const earlier = (row: { before_seq: number | null; data: string } | undefined): StoredRow['before'] =>
  row && { seq: Number(row.before_seq), data: JSON.parse(row.data) };

/** What a reader at these positions had seen of a row; undefined where that is not known. Who says nothing of it has seen all. */
export function seenOf(row: StoredRow, positions: FeedPositions | null): unknown {
  const seen = positions === null ? row.seq : (positions[row.stream]?.seq ?? 0);
  if (row.seq <= seen) return row.data;
  return row.before !== undefined && row.before.seq <= seen ? row.before.data : undefined;
}
