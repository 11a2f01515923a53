import { type Connector, isAppCallError, type Upsert, type WriteResult } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, SyncId } from '#server/ids.ts';
import { loadCallShapes } from './call-shapes.ts';
import { type ItemError, plain, remedyFor, uncertainError } from './item-error.ts';
import { type Ending, endItems, requeueItems, settleOlder } from './items.queries.ts';
import { type LaneName, markWell, wakeTime } from './lane.queries.ts';
import { noteWrite } from './last-written.ts';
import { type Leaves, leavesOf } from './leaves.ts';
import { listLinksOfIds, putLink } from './links.queries.ts';
import { noteInStore } from './note-in-store.ts';
import { isRepeatable } from './repeatable.ts';
import { judge } from './send-items.ts';
import { maxTries, type WriteCall } from './take-items.ts';
import type { WriteItemRow } from './write-item.table.ts';

/** What the app took of one item. */
export interface WrittenItem {
  row: WriteItemRow;
  key: string;
  data: Record<string, unknown>;
  /** The app made a row of it that was not there before. */
  isNew: boolean;
  /** The same in the model that it came in. */
  model: { syncId: SyncId; leaves: Leaves } | undefined;
}

interface Settle {
  lane: LaneName & { customerId: CustomerId };
  call: WriteCall;
  object: Connector['objects'][string];
  upsert: Upsert<never>;
  /** How often in a row the app was not there. */
  retries: number;
  now: Date;
}

const passing = new Set(['rate_limited', 'quota', 'app_down', 'timeout', 'network']);

/** Writes down what the app said of each item: links, what the record store may know already, and what is tried again. */
export async function settleResults(tx: TenantTx, settle: Settle, results: readonly WriteResult[]): Promise<void> {
  const { lane, call, now } = settle;
  const links = new Map(
    (await listLinksOfIds(tx, lane, call.items.map(({ row }) => row.vendor_id))).map((link) => [link.vendor_id, link]), // biome-ignore format: one thought
  );
  const shapes = await loadCallShapes(tx, settle);
  const endings: Ending[] = [];
  const written: WrittenItem[] = [];
  for (const [index, { row, item }] of call.items.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    if ('key' in result) {
      written.push({
        row,
        key: result.key,
        data: item.data,
        isNew: result.action === 'created',
        model: shapes.modelOf(row),
      });
      endings.push({ id: row.id, state: 'written', action: result.action, key: result.key });
    } else if (passing.has(result.error.class) && row.tries < maxTries) {
      const error = { ...result.error, remedy: 'Nothing to do: it is tried again by itself.' };
      await requeueItems(tx, [row.id], { error, wakeAt: wakeTime(now, row.tries - 1, undefined) });
    } else
      endings.push({
        id: row.id,
        state: 'failed',
        error: { ...shapes.inModel(row, result.error), remedy: remedyFor(result.error.class) },
      });
  }
  const before = await noteInStore(tx, lane, { items: written, now });
  for (const { row, key, data, model } of written) {
    const link = links.get(row.vendor_id);
    const rows = before.rows.get(key);
    const models = model && before.models.get(`${model.syncId} ${key}`);
    const news = {
      version: row.version,
      content: row.content,
      written: noteWrite(link, leavesOf(data), rows ?? new Map()),
      syncId: model?.syncId ?? null,
      modelWritten: model ? noteWrite(link, model.leaves, models ?? new Map(), model.syncId) : '{}',
      at: now,
      echo: rows !== undefined || models !== undefined,
    };
    if (await putLink(tx, lane, { vendorId: row.vendor_id, key, written: news })) continue;
    const ending = endings.find(({ id }) => id === row.id);
    if (ending) Object.assign(ending, { state: 'conflict', error: takenError(key) });
  }
  await endItems(tx, endings, now);
  await settleOlder(
    tx,
    lane,
    written.map(({ row }) => row),
    now,
  );
  await markWell(tx, lane);
}

const takenError = (key: string): ItemError => ({
  class: 'conflict',
  message: `The app took it for the row ${key}, which is another record of yours already. It was written there.`,
  remedy: 'Two of your records are one row of the app: merge them, or correct the link.',
});

/** Decides what an error means for the items of the call. Returns until when nothing more is to be sent. */
export async function settleError(tx: TenantTx, settle: Settle, thrown: unknown): Promise<Date | undefined> {
  const { call, upsert, retries, now } = settle;
  const verdict = judge(thrown);
  const shapes = await loadCallShapes(tx, settle);
  const error = errorOf(thrown);
  const ids = call.items.map(({ row }) => row.id);
  switch (verdict.kind) {
    case 'blocked':
      await requeueItems(tx, ids, { error, free: true });
      return wakeTime(now, Number.POSITIVE_INFINITY, undefined);
    case 'later': {
      const over = call.items.filter(({ row }) => row.tries >= maxTries).map(({ row }) => row.id);
      await endItems(tx, over.map((id) => ({ id, state: 'failed', error })), now); // biome-ignore format: one thought
      await requeueItems(tx, ids.filter((id) => !over.includes(id)), { error }); // biome-ignore format: one thought
      return wakeTime(now, retries, verdict.retryAfterMs);
    }
    case 'refused':
      if (verdict.mayBeOne && ids.length > 1) await requeueItems(tx, ids, { alone: true });
      else await endItems(tx, call.items.map(({ row }) => ({ id: row.id, state: 'failed', error: shapes.inModel(row, error) })), now); // biome-ignore format: one thought
      return undefined;
    case 'unknown': {
      // The others stay as they are: the same call is made again, under the same name.
      const over = call.items.filter(({ row, item }) => row.tries >= maxTries || !isRepeatable(upsert, item));
      const words = `Nobody knows whether it was written: ${error.message}`;
      await endItems(
        tx,
        over.map(({ row }) => ({ id: row.id, state: 'uncertain', error: uncertainError(plain(words)) })),
        now,
      );
      return over.length === ids.length ? undefined : wakeTime(now, retries, verdict.retryAfterMs);
    }
  }
}

function errorOf(thrown: unknown): ItemError {
  if (!isAppCallError(thrown)) {
    const message = 'Something failed on our side while it was written.';
    return { class: 'internal', message, remedy: 'The log has the details under this write.' };
  }
  const { class: kind, code, appMessage, field } = thrown.details;
  return {
    class: kind,
    message: plain(appMessage ?? thrown.message),
    remedy: remedyFor(kind),
    ...(code !== undefined && { code: plain(code) }),
    ...(field !== undefined && { field: plain(field) }),
  };
}
