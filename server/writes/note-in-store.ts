import { sql } from 'kysely';
import { z } from 'zod';
import { textArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { incomingRecord } from '#server/records/incoming-record.ts';
import { forgetPagesOf } from '#server/records/page-memory.ts';
import { dataSealer, openData } from '#server/records/sealed-data.ts';
import { type QuietChange, updateQuietly } from '#server/records/update-quietly.ts';
import type { LaneName } from './lane.queries.ts';
import { type Leaves, leavesOf, withLeaves } from './leaves.ts';

interface Note {
  /** By the row's key, what the app took. */
  items: readonly { key: string; data: Record<string, unknown> }[];
  now: Date;
}

const recordSchema = z.record(z.string(), z.unknown());

/**
 * What was written is in the app now, so the record store says so too, without a word to readers of the feed: what comes
 * with the next pull is then compared with what the app has, not with what it had. Returns what the rows were before.
 */
export async function noteInStore(tx: TenantTx, lane: LaneName, { items, now }: Note): Promise<Map<string, Leaves>> {
  const before = new Map<string, Leaves>();
  if (items.length === 0) return before;
  for (const stream of await lockStreams(tx, lane, now)) {
    const { rows } = await sql<{ place: string; slot: number; external_id: string; data: string }>`
      select ctid::text as place, slot, external_id, data from record
       where environment = ${thisEnvironment} and stream = ${stream} and action <> 'deleted'
         and external_id = any(${textArray(items.map(({ key }) => key))}::text[])`.execute(tx);
    const written = new Map(items.map(({ key, data }) => [key, data]));
    const changes: QuietChange[] = [];
    for (const { place, slot, external_id: key, data: text } of await openData(tx, rows, stream)) {
      const data = recordSchema.parse(JSON.parse(text));
      const record = incomingRecord(key, withLeaves(data, leavesOf(written.get(key))));
      if (!before.has(key)) before.set(key, leavesOf(data));
      if (record.data !== text) changes.push({ record, place, slot });
    }
    await updateQuietly(tx, changes, await dataSealer(tx, stream));
    await forgetPagesOf(
      tx,
      stream,
      changes.map(({ slot }) => slot),
    );
  }
  return before;
}

/** The streams that this object is read into, locked: nobody stores a page of them meanwhile. */
async function lockStreams(tx: TenantTx, { connectionId, object }: LaneName, now: Date): Promise<number[]> {
  const syncs = await tx
    .selectFrom('sync')
    .select(['id', 'stream'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .where('mapping_version', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  await markWrittenTo(tx, { connectionId, object }, now);
  return syncs.map(({ stream }) => stream);
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
