import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { openRows } from '#server/keys/payloads.ts';
import { loadMapping } from '#server/mapping/load-mapping.ts';
import { touchedTargets } from '#server/mapping/touched-targets.ts';
import { type IncomingRecord, incomingRecord } from '#server/records/incoming-record.ts';
import { openData } from '#server/records/sealed-data.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { lastWritten } from './last-written.ts';
import { isSameValue, type Leaves, leavesOf, recordOf } from './leaves.ts';
import { endEchoes, listEchoes } from './links.queries.ts';
import { isBelow } from './merge-fields.ts';

interface Page {
  records: IncomingRecord[];
  /** When the app was asked for it. */
  startedAt: Date;
  /** Fields that the app sets by itself with each write. */
  touches: readonly string[];
}

interface Settled {
  records: IncomingRecord[];
  /** Keys of records that bring back what the vendor wrote, and nothing else. */
  quiet: ReadonlySet<string>;
  /** The page may be older than what was written: it does not tell what is stored. */
  isEarly: boolean;
}

/** A write of which the page may know, or not. */
interface Recent {
  last: Map<string, { value: unknown; before: unknown }>;
  /** Null while it is on its way. */
  writtenAt: Date | null;
}

/**
 * Tells what of a page is the vendor's own word coming back. A page that was asked for before a write was over may show
 * what was there before it: such a field keeps what was written, or the vendor would be told its own past.
 */
export async function settleEchoes(tx: TenantTx, sync: SyncRow, page: Page): Promise<Settled> {
  const settled = { records: page.records, quiet: new Set<string>(), isEarly: false };
  if (sync.written_at === null || page.records.length === 0) return settled;
  const recent = await listRecent(tx, sync, page.records);
  if (recent.size === 0) return settled;
  const stored = await listStored(tx, sync.stream, [...recent.keys()]);
  const touches = await touchesOf(tx, sync, page.touches);
  const over: string[] = [];
  settled.records = page.records.map((record) => {
    const key = record.externalId;
    const write = recent.get(key);
    if (write === undefined) return record;
    const isEarly = write.writtenAt === null || page.startedAt <= write.writtenAt;
    if (isEarly) settled.isEarly = true;
    else over.push(key);
    const own = stored.get(key);
    if (own === undefined) return record;
    const pulled = leavesOf(JSON.parse(record.data));
    const isMasked = isEarly && write.writtenAt !== null && maskOld(pulled, write);
    if (isEcho(own, pulled, write, touches)) settled.quiet.add(key);
    return isMasked ? { ...record, ...incomingRecord(key, recordOf(pulled)) } : record;
  });
  await endEchoes(tx, { connectionId: sync.connection_id, object: sync.object }, over);
  return settled;
}

/** What comes of the app's own fields, in the shape of the sync's records. */
async function touchesOf(tx: TenantTx, sync: SyncRow, touches: readonly string[]): Promise<readonly string[]> {
  const mapping = await loadMapping(tx, sync);
  return mapping ? touchedTargets(mapping.mapping, touches) : touches;
}

function maskOld(pulled: Leaves, { last }: Recent): boolean {
  let isMasked = false;
  for (const [field, { value, before }] of last) {
    if (!isSameValue(pulled.get(field) ?? null, before) || isSameValue(before, value)) continue;
    pulled.set(field, value);
    isMasked = true;
  }
  return isMasked;
}

/**
 * Whether all that differs from what is stored is what was written, or comes with every write. Where the reader was told
 * another value since the write, by a page that was older than it, what was written is news.
 */
function isEcho(stored: Leaves, pulled: Leaves, { last, writtenAt }: Recent, touches: readonly string[]): boolean {
  const isSame = (one: unknown, other: unknown) => isSameValue(one ?? null, other ?? null);
  return (
    [...new Set([...stored.keys(), ...pulled.keys()])]
      .filter((field) => !isSameValue(stored.get(field), pulled.get(field)))
      // An empty object that has fields on the other side: those are what differs.
      .filter((field) => !isFilled(field, stored, pulled) && !isFilled(field, pulled, stored))
      .every((field) => {
        if (isBelow(field, touches)) return true;
        const written = last.get(field);
        if (written === undefined || !isSame(written.value, pulled.get(field))) return false;
        const own = stored.get(field);
        return writtenAt === null || isSame(own, written.before) || isSame(own, written.value);
      })
  );
}

const isFilled = (field: string, empty: Leaves, full: Leaves): boolean =>
  isSameValue(empty.get(field), {}) && !full.has(field) && [...full.keys()].some((one) => isBelow(one, [field]));

async function listRecent(
  tx: TenantTx,
  sync: SyncRow,
  records: readonly IncomingRecord[],
): Promise<Map<string, Recent>> {
  const lane = { connectionId: sync.connection_id, object: sync.object };
  const keys = records.map((record) => record.externalId);
  const recent = new Map<string, Recent>();
  const shape = sync.mapping_version === null ? null : sync.id;
  for (const link of await listEchoes(tx, lane, keys)) {
    const { last } = lastWritten(link, shape);
    if (last.size > 0) recent.set(link.key, { last, writtenAt: link.written_at });
  }
  const writing = await tx
    .selectFrom('write_item as i')
    .innerJoin('write_batch as b', (join) =>
      join.onRef('b.environment_id', '=', 'i.environment_id').onRef('b.id', '=', 'i.batch_id'),
    )
    .select(['i.key', 'i.sent', 'i.sent_model', 'i.batch_id', 'i.position', 'b.sync_id'])
    .where('i.environment_id', '=', tx.tenant.environmentId)
    .where('i.connection_id', '=', lane.connectionId)
    .where('i.object', '=', lane.object)
    .where('i.state', '=', 'writing')
    .where(sql<boolean>`i.key = any(${textArray(keys)}::text[])`)
    .execute();
  for (const { key, sent, sent_model, sync_id } of await openRows(tx, 'write_item', writing)) {
    const said = shape === null ? sent : sync_id === shape ? sent_model : null;
    if (key === null || said === null) continue;
    const last = new Map(recent.get(key)?.last);
    for (const [field, value] of leavesOf(JSON.parse(said))) last.set(field, { value, before: value });
    recent.set(key, { last, writtenAt: null });
  }
  return recent;
}

async function listStored(tx: TenantTx, stream: number, keys: readonly string[]): Promise<Map<string, Leaves>> {
  const { rows } = await sql<{ external_id: string; slot: number; data: string }>`
    select external_id, slot, data from record
     where environment = ${thisEnvironment} and stream = ${stream} and action <> 'deleted'
       and external_id = any(${textArray(keys)}::text[])`.execute(tx);
  const opened = await openData(tx, rows, stream);
  return new Map(opened.map((row) => [row.external_id, leavesOf(JSON.parse(row.data))]));
}
