import { sql } from 'kysely';
import { z } from 'zod';
import { textArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { wakeDestinations } from '#server/destinations/wake.ts';
import { loadMapping } from '#server/mapping/load-mapping.ts';
import { incomingRecord } from '#server/records/incoming-record.ts';
import { forgetPagesOf } from '#server/records/page-memory.ts';
import { dataSealer, openData } from '#server/records/sealed-data.ts';
import { type QuietChange, updateQuietly } from '#server/records/update-quietly.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import type { LaneName } from './lane.queries.ts';
import { type Leaves, leavesOf, withLeaves } from './leaves.ts';
import type { WrittenItem } from './settle-call.ts';

interface Note {
  items: readonly Pick<WrittenItem, 'key' | 'data' | 'isNew' | 'model'>[];
  now: Date;
}

interface Before {
  /** By the row's key. */
  rows: Map<string, Leaves>;
  /** By the sync's id and the row's key. */
  models: Map<string, Leaves>;
}

const recordSchema = z.record(z.string(), z.unknown());

/**
 * What was written is in the app now, so the record store says so too, without a word to readers of the feed: what comes
 * with the next pull is then compared with what the app has, not with what it had. A mapped stream can be told of what was
 * written in its own model only: what else becomes of a row comes with the next pull. Returns what was there before.
 */
export async function noteInStore(tx: TenantTx, lane: LaneName, { items, now }: Note): Promise<Before> {
  const before: Before = { rows: new Map(), models: new Map() };
  if (items.length === 0) return before;
  for (const sync of await lockStreams(tx, lane, now)) {
    const { stream } = sync;
    // A new row that is in the store already was pulled after it was made: that is what the app made of it.
    const written = await writtenIn(
      tx,
      sync,
      items.filter(({ isNew }) => !isNew),
    );
    if (written.size === 0) continue;
    const { rows } = await sql<{ place: string; slot: number; external_id: string; data: string }>`
      select ctid::text as place, slot, external_id, data from record
       where environment = ${thisEnvironment} and stream = ${stream} and action <> 'deleted'
         and external_id = any(${textArray([...written.keys()])}::text[])`.execute(tx);
    const changes: QuietChange[] = [];
    for (const { place, slot, external_id: key, data: text } of await openData(tx, rows, stream)) {
      const data = recordSchema.parse(JSON.parse(text));
      const record = incomingRecord(key, withLeaves(data, written.get(key) ?? new Map()));
      if (sync.mapping_version !== null) before.models.set(`${sync.id} ${key}`, leavesOf(data));
      else if (!before.rows.has(key)) before.rows.set(key, leavesOf(data));
      if (record.data !== text) changes.push({ record, place, slot });
    }
    const state = { stream, lastSeq: sync.last_seq, nextSlot: sync.next_slot };
    await updateQuietly(tx, state, changes, await dataSealer(tx, stream));
    await moveOnQuietly(tx, sync, state.lastSeq);
    await forgetPagesOf(
      tx,
      stream,
      changes.map(({ slot }) => slot),
    );
  }
  return before;
}

/** By the row's key, what was written in the shape of this sync's records. */
async function writtenIn(tx: TenantTx, sync: SyncRow, items: Note['items']): Promise<Map<string, Leaves>> {
  const mapping = await loadMapping(tx, sync);
  if (!mapping) return new Map(items.map(({ key, data }) => [key, leavesOf(data)]));
  const { raw } = mapping.mapping;
  const ofRow = (data: Record<string, unknown>) => (raw === undefined ? [] : [...leavesOf(data)].map(([field, value]) => [`${raw}.${field}`, value] as const)); // biome-ignore format: one thought
  return new Map(
    items.flatMap(({ key, data, model }) =>
      model?.syncId === sync.id ? [[key, new Map([...model.leaves, ...ofRow(data)])] as const] : [],
    ),
  );
}

/** The vendor's own database hears of it; the vendor need not. */
async function moveOnQuietly(tx: TenantTx, sync: SyncRow, lastSeq: number): Promise<void> {
  if (lastSeq === sync.last_seq) return;
  await tx
    .updateTable('sync')
    .set({ last_seq: lastSeq })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
  await wakeDestinations(tx, { customerId: sync.customer_id, model: sync.model });
}

/** The syncs that read this object, locked: nobody stores a page of them meanwhile. */
async function lockStreams(tx: TenantTx, { connectionId, object }: LaneName, now: Date): Promise<SyncRow[]> {
  const syncs = await tx
    .selectFrom('sync')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .orderBy('id')
    .forUpdate()
    .execute();
  await markWrittenTo(tx, { connectionId, object }, now);
  return syncs;
}

/** From now on pages of this object may bring back what the vendor wrote. */
export async function markWrittenTo(tx: TenantTx, { connectionId, object }: LaneName, now: Date): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ written_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .where('written_at', 'is', null)
    .execute();
}
