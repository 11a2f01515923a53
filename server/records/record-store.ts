import { sql } from 'kysely';
import { bigintArray, integerArray, textArray, tidArray, uuidArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { type Classified, classify } from './classify.ts';
import type { IncomingRecord } from './incoming-record.ts';
import { keepRaw } from './keep-raw.ts';
import { forgetPagesOf, type RememberedRows } from './page-memory.ts';
import type { DataSealer } from './sealed-data.ts';
import { markSeen, unmarkSeen } from './seen.ts';
import { updateQuietly } from './update-quietly.ts';

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

export interface WriteOptions {
  now: Date;
  /** The page's place in a full pass, which then has met its records. */
  page?: number;
  /** Keys of records whose change is no news: it is stored, and readers of the feed are not told. */
  quiet?: ReadonlySet<string>;
  /** Of the page's rows that are as they were, and are not among these records: they are met, too. */
  met?: { slots: ReadonlySet<number>; of: RememberedRows };
}

/** What was known of rows is not true any more: a record of theirs has been written by something else meanwhile. */
export class StaleRows extends Error {
  constructor() {
    super('A record of this page was written since its rows were compared.');
    this.name = 'StaleRows';
  }
}

/**
 * Writes one page of records: what is new is inserted, what changed is updated, what is the same is not touched at all.
 * The caller holds the lock on the stream's sync row, so `seq` grows in the order of commits: that is what makes it a
 * cursor without gaps. Returns the counts, the slots of all the page's records, and of those that were written which is whose;
 * `state` is moved on.
 */
export async function writeRecords(
  tx: TenantTx,
  state: StreamState,
  incoming: readonly IncomingRecord[],
  { now, page, quiet, met }: WriteOptions,
): Promise<WriteCounts & { slots: number[]; slotOf: Map<string, number> }> {
  // The last one wins where a page holds a key twice.
  const byKey = new Map(incoming.map((record) => [record.externalId, record]));
  const { fresh, changed, unchanged, sealer } = await classify(tx, state.stream, byKey);
  const firstSlot = state.nextSlot;
  state.nextSlot += fresh.length;
  await insertFresh(tx, state, fresh, firstSlot, now, sealer);
  const isQuiet = ({ record, row }: Classified['changed'][number]) =>
    quiet?.has(record.externalId) === true && !row.deleted;
  const hushed = quiet ? changed.filter(isQuiet) : [];
  const told = quiet ? changed.filter((one) => !isQuiet(one)) : changed;
  await updateChanged(tx, state, told, now, sealer);
  const quietly = hushed.map(({ record, row }) => ({ record, place: row.place, slot: row.slot }));
  await updateQuietly(tx, state, quietly, sealer);
  await keepRaw(tx, state.stream, [...byKey.values()], sealer);
  const changedSlots = changed.map(({ row }) => row.slot);
  // What this page had before, no other has.
  const strangers = met ? changedSlots.filter((slot) => !met.of.rows.has(slot)) : changedSlots;
  await forgetPagesOf(tx, state.stream, strangers, page);
  const slots = [...unchanged, ...changedSlots, ...fresh.map((_, at) => firstSlot + at)];
  // What is said of one record twice is read, so that the later word counts.
  if (met && slots.some((slot) => met.slots.has(slot))) throw new StaleRows();
  if (page !== undefined && !(await markSeen(tx, state.stream, met ? [...slots, ...met.slots] : slots, met?.of)))
    throw new StaleRows();
  const restored = told.filter(({ row }) => row.deleted).length;
  return {
    added: fresh.length + restored,
    updated: told.length - restored,
    unchanged: unchanged.length + hushed.length,
    deleted: 0,
    slots,
    slotOf: new Map([
      ...changed.map(({ record, row }) => [record.externalId, row.slot] as const),
      ...fresh.map((record, at) => [record.externalId, firstSlot + at] as const),
    ]),
  };
}

export async function slotsOfKeys(tx: TenantTx, stream: number, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ external_id: string; slot: number }>`
    select external_id, slot from record
     where environment = ${thisEnvironment} and stream = ${stream} and external_id = any(${textArray(keys)}::text[])`.execute(
    tx,
  );
  return new Map(rows.map(({ external_id, slot }) => [external_id, slot]));
}

/** Marks records as deleted; keys that are unknown or deleted already are left alone. */
export async function deleteRecords(
  tx: TenantTx,
  state: StreamState,
  externalIds: readonly string[],
  now: Date,
): Promise<number> {
  if (externalIds.length === 0) return 0;
  const { rows } = await sql<{ place: string; slot: number }>`
    select ctid::text as place, slot from record
     where environment = ${thisEnvironment} and stream = ${state.stream} and action <> 'deleted'
       and external_id = any(${textArray([...new Set(externalIds)])}::text[])`.execute(tx);
  if (rows.length === 0) return 0;
  const places = tidArray(rows.map((row) => row.place));
  const seqs = bigintArray(rows.map(() => ++state.lastSeq));
  const gone = rows.map((row) => row.slot);
  await forgetPagesOf(tx, state.stream, gone);
  await unmarkSeen(tx, state.stream, gone);
  const slots = integerArray(gone);
  const { numAffectedRows } = await sql`
    with kept as (${beforeOf(places)}), forgotten as (
      delete from record_raw
       where environment = ${thisEnvironment} and stream = ${state.stream} and slot = any(${slots}::integer[])
    )
    update record r set action = 'deleted', data = '{}', seq = u.seq, quiet = null, renamed_to = null, changed_at = ${now}
      from unnest(${places}::tid[], ${seqs}::bigint[]) as u(place, seq)
     where r.ctid = u.place`.execute(tx);
  return allOf(rows, numAffectedRows);
}

/** A row that was not found where it lay would be a change that is lost: then nothing of the page is stored. */
function allOf(rows: readonly unknown[], written: bigint | undefined): number {
  if (Number(written) === rows.length) return rows.length;
  throw new Error(`${rows.length} records were to be changed and ${written} were found: the stream was not locked.`);
}

async function insertFresh(
  tx: TenantTx,
  state: StreamState,
  fresh: readonly IncomingRecord[],
  firstSlot: number,
  now: Date,
  sealer: DataSealer | undefined,
): Promise<void> {
  if (fresh.length === 0) return;
  const firstSeq = state.lastSeq + 1;
  state.lastSeq += fresh.length;
  await sql`
    insert into record (stream, seq, changed_at, hash, slot, action, external_id, data)
    select ${state.stream}, ${firstSeq} + u.n - 1, ${now}, u.hash, ${firstSlot} + u.n - 1, 'added', u.external_id, u.data
      from unnest(${textArray(fresh.map((record) => record.externalId))}::text[], ${uuidArray(fresh.map((record) => record.hash))}::uuid[],
                  ${textArray(fresh.map(({ data }, at) => sealer?.seal(firstSlot + at, data) ?? data))}::text[]) with ordinality as u(external_id, hash, data, n)`.execute(
    tx,
  );
}

async function updateChanged(
  tx: TenantTx,
  state: StreamState,
  changed: Classified['changed'],
  now: Date,
  sealer: DataSealer | undefined,
): Promise<void> {
  if (changed.length === 0) return;
  const places = tidArray(changed.map(({ row }) => row.place));
  const { numAffectedRows } = await sql`
    with kept as (${beforeOf(places)})
    update record r
       set seq = u.seq, quiet = null, renamed_to = null, hash = u.hash, data = u.data, changed_at = ${now},
           action = case when r.action = 'deleted' then 'added'::record_action else 'updated'::record_action end
      from unnest(${places}::tid[], ${bigintArray(changed.map(() => ++state.lastSeq))}::bigint[],
                  ${uuidArray(changed.map(({ record }) => record.hash))}::uuid[],
                  ${textArray(changed.map(({ record: { data }, row }) => sealer?.seal(row.slot, data) ?? data))}::text[]) as u(place, seq, hash, data)
     where r.ctid = u.place`.execute(tx);
  allOf(changed, numAffectedRows);
}

/** Keeps rows that are about to change as they were: what a person sees as the difference. */
export async function keepBefore(tx: TenantTx, places: Buffer): Promise<void> {
  await beforeOf(places).execute(tx);
}

/** Within the statement that changes them, it sees what was before. */
const beforeOf = (places: Buffer) => sql`
    insert into record_before (stream, seq, changed_at, slot, action, external_id, data)
    select r.stream, r.seq, r.changed_at, r.slot, r.action, r.external_id, r.data
      from record r where r.ctid = any(${places}::tid[])
    on conflict (environment, stream, slot) do update
       set seq = excluded.seq, changed_at = excluded.changed_at, action = excluded.action,
           external_id = excluded.external_id, data = excluded.data`;
