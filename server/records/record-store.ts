import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, RunId } from '#server/ids.ts';
import { recordHash } from './canonical-hash.ts';
import { markSeen } from './seen.ts';

export interface IncomingRecord {
  externalId: string;
  data: unknown;
}

/** A stream's counters, as the lock on its sync row protects them. */
export interface StreamState {
  stream: number;
  customerId: CustomerId;
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
  runId: RunId,
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
  await insertFresh(tx, state, runId, fresh, options.now);
  await updateChanged(tx, runId, changed, options.now);
  if (options.markSeen) await markSeen(tx, state, slots);
  return counts;
}

/** Marks records as deleted; keys that are unknown or deleted already are left alone. */
export async function deleteRecords(
  tx: TenantTx,
  state: StreamState,
  runId: RunId,
  externalIds: readonly string[],
  now: Date,
): Promise<number> {
  const known = await findKnown(tx, state.stream, [...new Set(externalIds)]);
  const alive = [...known.values()].filter((row) => row.action !== 'deleted');
  if (alive.length === 0) return 0;
  const seqs = alive.map(() => ++state.lastSeq);
  const { numAffectedRows } = await sql`
    update record r set action = 'deleted', data = '{}', seq = u.seq, run_id = ${runId}, changed_at = ${now}
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
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('stream', '=', stream)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.external_id, row]));
}

async function insertFresh(tx: TenantTx, state: StreamState, runId: RunId, rows: Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into record (environment_id, stream, external_id, customer_id, seq, slot, hash, action, data, run_id, changed_at)
    select ${tx.tenant.environmentId}, ${state.stream}, u.external_id, ${state.customerId}, u.seq, u.slot, u.hash, 'added', u.data, ${runId}, ${now}
      from unnest(${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.seq)}::bigint[], ${rows.map((row) => row.slot)}::integer[],
                  ${rows.map((row) => row.hash)}::uuid[], ${rows.map((row) => row.data)}::text[]) as u(external_id, seq, slot, hash, data)`.execute(
    tx,
  );
}

async function updateChanged(tx: TenantTx, runId: RunId, rows: Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const { numAffectedRows } = await sql`
    update record r
       set seq = u.seq, hash = u.hash, data = u.data, run_id = ${runId}, changed_at = ${now},
           action = case when r.action = 'deleted' then 'added' else 'updated' end
      from unnest(${rows.map((row) => row.place)}::tid[], ${rows.map((row) => row.seq)}::bigint[],
                  ${rows.map((row) => row.hash)}::uuid[], ${rows.map((row) => row.data)}::text[]) as u(place, seq, hash, data)
     where r.ctid = u.place`.execute(tx);
  allOf(rows, numAffectedRows);
}
