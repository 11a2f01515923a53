import { hash } from 'node:crypto';
import type { Connector, Upsert, WriteItem } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { listBatches } from './batch.queries.ts';
import { decideItem, type Wait } from './decide-item.ts';
import { itemData } from './item-data.ts';
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
import { listLinksOfIds } from './links.queries.ts';
import { letWait } from './missed-links.ts';
import { isRepeatable } from './repeatable.ts';
import { loadShapes } from './shapes.ts';
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
  object: Connector['objects'][string];
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

const sentItem = ({ key, sent }: WriteItemRow): WriteItem => ({ ...(key !== null && { key }), data: itemData(sent) });

async function takeWaiting(tx: TenantTx, take: Take, waiting: WriteItemRow[]): Promise<WriteCall | undefined> {
  const { lane, upsert, now } = take;
  const vendorIds = [...new Set(waiting.map((row) => row.vendor_id))];
  const versions = await listVersions(tx, lane, vendorIds);
  const links = new Map((await listLinksOfIds(tx, lane, vendorIds)).map((link) => [link.vendor_id, link]));
  const batches = await listBatches(tx, [...new Set(waiting.map((row) => row.batch_id))]);
  const keyOf = (row: WriteItemRow) => row.key ?? links.get(row.vendor_id)?.key;
  const items = waiting.flatMap((row) => {
    const batch = batches.get(row.batch_id);
    return batch ? [{ row, batch, key: keyOf(row) }] : [];
  });
  const shapes = await loadShapes(tx, take, items);

  const endings: Ending[] = [];
  const waits: Wait[] = [];
  const intents: (Intent & { row: WriteItemRow; item: WriteItem })[] = [];
  const taken = new Set<string>();
  for (const { row, batch, key } of items) {
    const version = versions.get(row.vendor_id);
    if (version !== undefined && version.newest > row.id) {
      endings.push({ id: row.id, state: 'superseded' });
      continue;
    }
    // Two records of the vendor that are one row of the app: one after the other.
    if (key !== undefined && taken.has(key)) continue;
    if (intents.length > 0 && row.alone) continue;
    const shape = shapes.of(batch);
    const known = {
      batch,
      shape,
      link: links.get(row.vendor_id),
      stored: key === undefined ? undefined : shape.stored.get(key),
      isUnclear: version?.uncertain === true,
    };
    const decided = decideItem(row, known, upsert);
    if ('waitsFor' in decided) waits.push(decided);
    else if ('state' in decided) endings.push(decided);
    else {
      if (key !== undefined) taken.add(key);
      intents.push({ ...decided, row });
      if (intents.length === upsert.batch || row.alone) break;
    }
  }
  await endItems(tx, endings, now);
  await letWait(tx, lane, waits, now);
  if (intents.length === 0) return undefined;
  const name = callName(intents);
  await intendItems(
    tx,
    intents.map(({ id, key, sent, sent_model, conflicts }) => ({ id, key, sent, sent_model, conflicts })),
    name,
    now,
  );
  return {
    name,
    items: intents.map(({ row, item, key, sent, sent_model }) => ({
      item,
      row: { ...row, key, sent, sent_model, tries: row.tries + 1 },
    })),
  };
}

/** Of what is sent, and of how often it was refused before: another composition is another call. */
const callName = (intents: readonly { row: WriteItemRow }[]): string =>
  hash('sha256', JSON.stringify(intents.map(({ row }) => [row.environment_id, row.id, row.tries])), 'hex').slice(0, 32);
