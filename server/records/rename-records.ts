import { sql } from 'kysely';
import { tidArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { forgetPagesOf } from './page-memory.ts';
import { isKey } from './record-key.ts';
import { keepBefore, type StreamState } from './record-store.ts';
import { unmarkSeen } from './seen.ts';

/** A row that the app has under another key now: it was merged into another one, or moved. */
export interface Renamed {
  from: string;
  to: string;
}

interface Row {
  place: string;
  slot: number;
  dead: boolean;
  external_id: string;
}

/**
 * Gives records the keys that the app has for them now. A reader is told once that the old key is gone and where to, and
 * then of the record under its new one, which keeps its history. Where both are there, one was merged into the other, and
 * the old one goes. The caller holds the stream's lock; `state` is moved on.
 */
export async function renameRecords(
  tx: TenantTx,
  state: StreamState,
  renamed: readonly Renamed[],
  now: Date,
): Promise<{ added: number; deleted: number }> {
  const counts = { added: 0, deleted: 0 };
  const usable = renamed.filter(({ from, to }) => from !== to && isKey(from) && isKey(to));
  if (usable.length === 0) return counts;
  // Apps go on telling of merges of long ago: most of them are known.
  const there = await find(
    tx,
    state.stream,
    usable.flatMap(({ from, to }) => [from, to]),
  );
  if (there.every(({ dead, external_id: key }) => dead || !usable.some(({ from }) => from === key))) return counts;
  for (const { from, to } of usable) {
    const rows = await find(tx, state.stream, [from, to]);
    const old = rows.find(({ external_id }) => external_id === from);
    const other = rows.find(({ external_id }) => external_id === to);
    if (!old || old.dead) continue;
    await keepBefore(tx, tidArray([old.place]));
    await forgetPagesOf(tx, state.stream, [old.slot]);
    counts.deleted += 1;
    if (other?.dead === false) {
      await leaveName(tx, state, old, to, now);
      continue;
    }
    counts.added += 1;
    await move(tx, state, { old, other, from, to }, now);
  }
  return counts;
}

async function find(tx: TenantTx, stream: number, keys: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ctid::text as place, slot, action = 'deleted' as dead, external_id from record
     where environment = ${thisEnvironment} and stream = ${stream} and external_id = any(${keys}::text[])`.execute(tx);
  return rows;
}

/** It is part of another record now: what is left is its name. */
async function leaveName(tx: TenantTx, state: StreamState, { slot }: Row, to: string, now: Date): Promise<void> {
  await sql`
    update record set action = 'deleted', data = '{}', renamed_to = ${to}, seq = ${++state.lastSeq}, quiet = null, changed_at = ${now}
     where environment = ${thisEnvironment} and stream = ${state.stream} and slot = ${slot}`.execute(tx);
  await sql`
    delete from record_raw where environment = ${thisEnvironment} and stream = ${state.stream} and slot = ${slot}`.execute(
    tx,
  );
  await unmarkSeen(tx, state.stream, [slot]);
}

interface Move {
  old: Row;
  /** What has the new key already, and is deleted: it takes the old one over. */
  other: Row | undefined;
  from: string;
  to: string;
}

/** The record goes on in its slot under its new key; the old one stays behind as what was deleted. Told in this order: an app's key is free before another record has it. */
async function move(tx: TenantTx, state: StreamState, { old, other, from, to }: Move, now: Date): Promise<void> {
  const ofSlot = (slot: number) =>
    sql`environment = ${thisEnvironment} and stream = ${state.stream} and slot = ${slot}`;
  const goneSeq = ++state.lastSeq;
  if (other)
    await sql`update record set external_id = ${`${to} (to be renamed)`} where ${ofSlot(other.slot)}`.execute(tx);
  await sql`
    update record set external_id = ${to}, action = 'added', seq = ${++state.lastSeq}, quiet = null, changed_at = ${now}
     where ${ofSlot(old.slot)}`.execute(tx);
  if (other)
    await sql`
      update record set external_id = ${from}, renamed_to = ${to}, seq = ${goneSeq}, quiet = null, changed_at = ${now}
       where ${ofSlot(other.slot)}`.execute(tx);
  else
    await sql`
      insert into record (stream, seq, changed_at, hash, slot, action, external_id, data, renamed_to)
      values (${state.stream}, ${goneSeq}, ${now}, '00000000-0000-0000-0000-000000000000', ${state.nextSlot++}, 'deleted', ${from}, '{}', ${to})`.execute(
      tx,
    );
}
