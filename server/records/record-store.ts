import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { recordHash } from './canonical-hash.ts';
import { markSeen } from './seen.ts';

export interface IncomingRecord {
  externalId: string;
  data: unknown;
}

/** A stream's counters, as the lock on its sync row protects them. */
export interface StreamState {
  stream: number;
  lastSeq: number;
  nextSlot: number;
}

export interface WriteCounts {
  added: number;
  updated: number;
  unchanged: number;
  deleted: number;
}

interface Known {
  external_id: string;
  /** Where the row lies. Nobody moves it while the stream is locked, so it is written without being looked up once more. */
  place: string;
  hash: string;
  slot: number;
  action: 'added' | 'updated' | 'deleted';
}

interface Row {
  externalId: string;
  place?: string;
  seq: number;
  slot: number;
  hash: string;
  data: string;
}

/**
 * Writes one page of records: what is new is inserted, what changed is updated, what is the same is not touched at all.
 * The caller holds the lock on the stream's sync row, so `seq` grows in the order of commits: that is what makes it a
 * cursor without gaps. Returns the counts; `state` is moved on.
 */
export async function writeRecords(
  tx: TenantTx,
  state: StreamState,
  incoming: readonly IncomingRecord[],
  options: { now: Date; markSeen: boolean },
): Promise<WriteCounts> {
  // The last one wins where a page holds a key twice.
  const byKey = new Map(incoming.map((record) => [record.externalId, record]));
  const known = await findKnown(tx, state.stream, [...byKey.keys()]);
  const fresh: Row[] = [];
  const changed: Row[] = [];
  const slots: number[] = [];
  const counts = { added: 0, updated: 0, unchanged: 0, deleted: 0 };

  for (const { externalId, data } of byKey.values()) {
    const hash = recordHash(data);
    const before = known.get(externalId);
    const slot = before?.slot ?? state.nextSlot++;
    slots.push(slot);
    if (before && before.action !== 'deleted' && before.hash === hash) {
      counts.unchanged++;
      continue;
    }
    const row = { externalId, place: before?.place, seq: ++state.lastSeq, slot, hash, data: JSON.stringify(data) };
    if (before) changed.push(row);
    else fresh.push(row);
    if (before && before.action !== 'deleted') counts.updated++;
    else counts.added++;
  }
  await insertFresh(tx, state, fresh, options.now);
  await updateChanged(tx, changed, options.now);
  if (options.markSeen) await markSeen(tx, state.stream, slots);
  return counts;
}

/** Marks records as deleted; keys that are unknown or deleted already are left alone. */
export async function deleteRecords(
  tx: TenantTx,
  state: StreamState,
  externalIds: readonly string[],
  now: Date,
): Promise<number> {
  const known = await findKnown(tx, state.stream, [...new Set(externalIds)]);
  const alive = [...known.values()].filter((row) => row.action !== 'deleted');
  if (alive.length === 0) return 0;
  const seqs = alive.map(() => ++state.lastSeq);
  await keepBefore(
    tx,
    alive.map((row) => row.place),
  );
  const { numAffectedRows } = await sql`
    update record r set action = 'deleted', data = '{}', seq = u.seq, changed_at = ${now}
      from unnest(${alive.map((row) => row.place)}::tid[], ${seqs}::bigint[]) as u(place, seq)
     where r.ctid = u.place`.execute(tx);
  return allOf(alive, numAffectedRows);
}

/** A row that was not found where it lay would be a change that is lost: then nothing of the page is stored. */
function allOf(rows: readonly unknown[], written: bigint | undefined): number {
  if (Number(written) === rows.length) return rows.length;
  throw new Error(`${rows.length} records were to be changed and ${written} were found: the stream was not locked.`);
}

async function findKnown(tx: TenantTx, stream: number, externalIds: string[]): Promise<Map<string, Known>> {
  if (externalIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('record')
    .select(['external_id', 'hash', 'slot', 'action', sql<string>`ctid::text`.as('place')])
    .where('environment', '=', thisEnvironment)
    .where('stream', '=', stream)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.external_id, row]));
}

async function insertFresh(tx: TenantTx, state: StreamState, rows: Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into record (stream, external_id, seq, slot, hash, action, data, changed_at)
    select ${state.stream}, u.external_id, u.seq, u.slot, u.hash, 'added', u.data, ${now}
      from unnest(${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.seq)}::bigint[], ${rows.map((row) => row.slot)}::integer[],
                  ${rows.map((row) => row.hash)}::uuid[], ${rows.map((row) => row.data)}::text[]) as u(external_id, seq, slot, hash, data)`.execute(
    tx,
  );
}

async function updateChanged(tx: TenantTx, rows: Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await keepBefore(
    tx,
    rows.map((row) => row.place ?? ''),
  );
  const { numAffectedRows } = await sql`
    update record r
       set seq = u.seq, hash = u.hash, data = u.data, changed_at = ${now},
           action = case when r.action = 'deleted' then 'added'::record_action else 'updated'::record_action end
      from unnest(${rows.map((row) => row.place)}::tid[], ${rows.map((row) => row.seq)}::bigint[],
                  ${rows.map((row) => row.hash)}::uuid[], ${rows.map((row) => row.data)}::text[]) as u(place, seq, hash, data)
     where r.ctid = u.place`.execute(tx);
  allOf(rows, numAffectedRows);
}

/** Keeps rows that are about to change as they were: what a person sees as the difference. */
async function keepBefore(tx: TenantTx, places: readonly string[]): Promise<void> {
  await sql`
    insert into record_before (stream, seq, changed_at, slot, action, external_id, data)
    select r.stream, r.seq, r.changed_at, r.slot, r.action, r.external_id, r.data
      from record r where r.ctid = any(${places}::tid[])
    on conflict (environment, stream, slot) do update
       set seq = excluded.seq, changed_at = excluded.changed_at, action = excluded.action,
           external_id = excluded.external_id, data = excluded.data`.execute(tx);
}
