import { hash } from 'node:crypto';
import { z } from 'zod';
import { readPath, type Upsert, type WriteItem } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { positionsSchema } from '#server/records/feed-cursor.ts';
import { listBatches } from './batch.queries.ts';
import { uncertainError } from './item-error.ts';
import {
  type Ending,
  endItems,
  type Intent,
  intendAgain,
  intendItems,
  listLeftOver,
  listVersions,
  listWaiting,
} from './items.queries.ts';
import type { LaneName } from './lane.queries.ts';
import { lastWritten } from './last-written.ts';
import { leavesOf, recordOf } from './leaves.ts';
import type { LinkRow } from './link.table.ts';
import { listLinksOfIds } from './links.queries.ts';
import { fieldOwners, isBelow, mergeFields } from './merge-fields.ts';
import { listStoredRows, type StoredRow, seenOf } from './stored-rows.ts';
import type { WriteBatchRow } from './write-batch.table.ts';
import type { WriteItemRow } from './write-item.table.ts';

/** One call to the app: its name is written down before it is made. */
export interface WriteCall {
  /** Its idempotency key: the same for the same items, however often it is made. */
  name: string;
  items: { row: WriteItemRow; item: WriteItem }[];
}

export const maxTries = 6;

interface Take {
  lane: LaneName;
  upsert: Upsert<never>;
  now: Date;
}

/**
 * Decides what is written next: first what was being written when somebody stopped, then what waits. What needs no call
 * ends here: superseded by a newer version, the same as what is there, or refused. Undefined where nothing is left.
 */
export async function takeItems(tx: TenantTx, take: Take): Promise<WriteCall | undefined> {
  while (true) {
    const left = await listLeftOver(tx, take.lane);
    const call = left.length > 0 ? await takeLeftOver(tx, take, left) : undefined;
    if (call !== undefined) return call;
    if (left.length > 0) continue;
    const waiting = await listWaiting(tx, take.lane, take.now, Math.max(take.upsert.batch * 4, 200));
    if (waiting.length === 0) return undefined;
    const fresh = await takeWaiting(tx, take, waiting);
    if (fresh !== undefined) return fresh;
  }
}

/** Nobody saw the end of this call. Where repeating it leaves one row, it is made once more, as it was; else nobody can tell. */
async function takeLeftOver(tx: TenantTx, { upsert, now }: Take, left: WriteItemRow[]): Promise<WriteCall | undefined> {
  const items = left.map((row) => ({ row, item: sentItem(row) }));
  const again = items.filter(({ row, item }) => row.tries < maxTries && isRepeatable(upsert, item));
  const over = items.filter((one) => !again.includes(one));
  const words = 'The app was called, and its answer was lost: the record may be there, or not.';
  await endItems(
    tx,
    over.map(({ row }) => ({ id: row.id, state: 'uncertain', error: uncertainError(words) })),
    now,
  );
  await intendAgain(
    tx,
    again.map(({ row }) => row.id),
    now,
  );
  return again.length === 0 ? undefined : { name: left[0]?.intent ?? '', items: again };
}

const dataSchema = z.record(z.string(), z.unknown());
const parseData = (text: string | null) => dataSchema.parse(JSON.parse(text ?? '{}'));
const sentItem = ({ key, sent }: WriteItemRow): WriteItem => ({ ...(key !== null && { key }), data: parseData(sent) });

/** Whether writing it twice leaves one row. */
export function isRepeatable({ repeat, matchBy }: Upsert<never>, { key, data }: WriteItem): boolean {
  const matches = matchBy.some((path) => ![undefined, null, ''].includes(readPath(data, path) as string));
  return key !== undefined || repeat === 'key' || matches;
}

interface Known {
  link: LinkRow | undefined;
  stored: StoredRow | undefined;
  batch: WriteBatchRow;
  /** An earlier version of it may have been written, or not. */
  isUnclear: boolean;
}

async function takeWaiting(tx: TenantTx, take: Take, waiting: WriteItemRow[]): Promise<WriteCall | undefined> {
  const { lane, upsert, now } = take;
  const vendorIds = [...new Set(waiting.map((row) => row.vendor_id))];
  const versions = await listVersions(tx, lane, vendorIds);
  const links = new Map((await listLinksOfIds(tx, lane, vendorIds)).map((link) => [link.vendor_id, link]));
  const batches = await listBatches(tx, [...new Set(waiting.map((row) => row.batch_id))]);
  const keyOf = (row: WriteItemRow) => row.key ?? links.get(row.vendor_id)?.key;
  const keys = waiting.flatMap((row) => keyOf(row) ?? []);
  const stored = await listStoredRows(tx, { ...lane, keys: [...new Set(keys)] });

  const endings: Ending[] = [];
  const intents: (Intent & { row: WriteItemRow; item: WriteItem })[] = [];
  const taken = new Set<string>();
  for (const row of waiting) {
    const version = versions.get(row.vendor_id);
    const key = keyOf(row);
    if (version !== undefined && version.newest > row.id) {
      endings.push({ id: row.id, state: 'superseded' });
      continue;
    }
    // Two records of the vendor that are one row of the app: one after the other.
    if (key !== undefined && taken.has(key)) continue;
    const batch = batches.get(row.batch_id);
    if (batch === undefined) continue;
    if (intents.length > 0 && row.alone) continue;
    const known = {
      batch,
      link: links.get(row.vendor_id),
      stored: key === undefined ? undefined : stored.get(key),
      isUnclear: version?.uncertain === true,
    };
    const decided = decide(row, known, upsert);
    if ('state' in decided) {
      endings.push(decided);
      continue;
    }
    if (key !== undefined) taken.add(key);
    intents.push({ ...decided, row });
    if (intents.length === upsert.batch || row.alone) break;
  }
  await endItems(tx, endings, now);
  if (intents.length === 0) return undefined;
  const name = callName(intents);
  await intendItems(
    tx,
    intents.map(({ id, key, sent, conflicts }) => ({ id, key, sent, conflicts })),
    name,
    now,
  );
  return {
    name,
    items: intents.map(({ row, item, key, sent }) => ({ item, row: { ...row, key, sent, tries: row.tries + 1 } })),
  };
}

/** Of what is sent, and of how often it was refused before: another composition is another call. */
const callName = (intents: readonly { row: WriteItemRow }[]): string =>
  hash('sha256', JSON.stringify(intents.map(({ row }) => [row.environment_id, row.id, row.tries])), 'hex').slice(0, 32);

function decide(row: WriteItemRow, known: Known, upsert: Upsert<never>): Ending | (Intent & { item: WriteItem }) {
  const { link, stored, batch, isUnclear } = known;
  const { id, vendor_id } = row;
  const fail = (errorClass: string, message: string, remedy: string): Ending => ({
    id,
    state: errorClass === 'conflict' ? 'conflict' : 'failed',
    error: { class: errorClass, message, remedy },
  });
  if (link !== undefined && link.version !== null && row.version !== null && row.version < link.version)
    return { id, state: 'superseded' };
  if (link !== undefined && row.key !== null && row.key !== link.key)
    return fail(
      'conflict',
      `The record ${vendor_id} is linked to the row ${link.key}, not to ${row.key}.`,
      'Leave out `key`, or remove the link first.',
    );
  if (batch.mode === 'create' && link !== undefined && stored?.isDeleted !== true)
    return fail(
      'conflict',
      `The record ${vendor_id} was made before, as ${link.key}.`,
      'Write it with mode upsert or update.',
    );
  const isNew = batch.mode === 'create' && stored?.isDeleted === true;
  const key = isNew ? null : (row.key ?? link?.key ?? null);
  if (batch.mode === 'update' && key === null)
    return fail(
      'not_found',
      `Nobody knows which row the record ${vendor_id} is.`,
      'Send its `key`, or write it with mode upsert.',
    );

  const data = parseData(row.data);
  const touches = upsert.touches ?? [];
  const current = key === null ? undefined : currentOf(stored, link);
  if (current === undefined) {
    if (key !== null && link?.content === row.content) return { id, state: 'written', action: 'unchanged', key };
    const written = recordOf(new Map([...leavesOf(data)].filter(([field]) => !isBelow(field, touches))));
    const item = { ...(key !== null && { key }), data: written };
    if (isUnclear && !isRepeatable(upsert, item))
      return {
        id,
        state: 'uncertain',
        error: uncertainError('An earlier write of this record may have made it, or not.'),
      };
    return { id, key, item, sent: JSON.stringify(written), conflicts: [] };
  }
  const merged = mergeFields({
    incoming: data,
    current,
    base: stored === undefined ? current : seenOf(stored, positionsSchema.nullable().parse(batch.seen)),
    owners: fieldOwners.parse(batch.owners),
    vendorAt: row.changed_at ?? batch.created_at,
    appAt: stored?.changedAt ?? batch.created_at,
    touches,
  });
  const conflicts = merged.differences;
  if (conflicts.some(({ taken }) => taken === null)) {
    const fields = conflicts.filter(({ taken }) => taken === null).map(({ field }) => field);
    const message = `Changed here and in the app since this was read: ${fields.join(', ')}.`;
    const error = {
      class: 'conflict',
      message,
      remedy: 'Decide, and write it again with the `seen` that you have read up to now.',
    };
    return { id, state: 'conflict', key, error, conflicts };
  }
  if (merged.changed.size === 0) return { id, state: 'written', action: 'unchanged', key, conflicts };
  const written = upsert.partial ? merged.changed : wholeOf(data, conflicts, touches);
  const record = recordOf(written);
  return { id, key, item: { ...(key !== null && { key }), data: record }, sent: JSON.stringify(record), conflicts };
}

/** What the app has, as far as it is known: as it came from there, and what was written since and is not read. */
function currentOf(stored: StoredRow | undefined, link: LinkRow | undefined): Record<string, unknown> | undefined {
  const own = link === undefined ? new Map<string, unknown>() : lastWritten(link).values;
  if (stored === undefined || stored.isDeleted) return own.size === 0 ? undefined : recordOf(own);
  return recordOf(new Map([...own, ...leavesOf(stored.data)]));
}

/** All that the vendor sent, with the app's values where they stay. */
function wholeOf(
  data: unknown,
  conflicts: readonly { field: string; app: unknown; taken: string | null }[],
  touches: readonly string[],
) {
  const whole = new Map([...leavesOf(data)].filter(([field]) => !isBelow(field, touches)));
  for (const { field, app, taken } of conflicts) if (taken === 'app') whole.set(field, app);
  return whole;
}
