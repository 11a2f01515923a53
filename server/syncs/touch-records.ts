import { getConnector } from '#server/catalog/get-connector.ts';
import { secondsAfter } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { notFound } from '#server/errors.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import { findOpenRun } from './open-run.queries.ts';
import { wakeBy } from './schedule.queries.ts';
import { startRun } from './start-run.ts';
import { lockSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';
import { anything, countTouches, insertTouches } from './touch.queries.ts';

const maxKeyLength = 512;

/** When hooks may have this sync read by a pass again: a storm of hooks must not become a storm of passes. */
export function passAllowedAt({ last_pass_at: last }: Pick<SyncRow, 'last_pass_at'>): Date {
  return last === null ? new Date(0) : secondsAfter(last, env().PORTICO_HOOK_PAUSE_SECONDS);
}

/**
 * Takes down that the app said these rows have changed or are gone, and wakes the sync; with no keys, that something has
 * changed. Call it in the transaction that takes the hook in: then a hook that was answered is never lost. What waits is
 * kept while the sync is paused or its connection needs a person, each key once. Of several syncs, touch them in the
 * order of their ids.
 */
export async function touchRecords(
  tx: TenantTx,
  syncId: SyncId,
  keys: readonly string[],
  now: Date = new Date(),
): Promise<void> {
  // The lock is that of a run's end: either it sees this touch and begins another run, or a run is begun here.
  const sync = await lockSync(tx, syncId);
  if (!sync) throw notFound('sync', syncId);
  const usable = keys.map((key) => (isUsable(key) ? key : anything));
  await insertTouches(tx, syncId, usable.length === 0 ? [anything] : [...new Set(usable)].sort());
  if (sync.status === 'paused') return;
  const connection = await getConnection(tx, sync.connection_id);
  if (connection.status !== 'active') return;
  const canAsk = (await getConnector(tx, connection.connector)).connector.objects[sync.object]?.get !== undefined;
  const needsPass = !canAsk || keys.length === 0;
  if (!needsPass || passAllowedAt(sync) <= now) await startRun(tx, sync, 'hook', { now });
  else await wakeBy(tx, syncId, passAllowedAt(sync));
}

const isUsable = (key: string): boolean => key.length > 0 && key.length <= maxKeyLength && !key.includes('\u0000');

/** Starts a run that reads what is new; where one is on its way, another one follows it. Undefined where the sync rests. */
export async function startPass(tx: TenantTx, syncId: SyncId, now: Date): Promise<RunId | undefined> {
  const sync = await lockSync(tx, syncId);
  if (!sync || sync.status === 'paused') return undefined;
  if ((await getConnection(tx, sync.connection_id)).status !== 'active') return undefined;
  const runId = await startRun(tx, sync, 'event', { now });
  if (runId) return runId;
  await insertTouches(tx, syncId, [anything]);
  return (await findOpenRun(tx, syncId))?.id;
}

/** As `startPass` for what a hook has told: once in a while, and what is told meanwhile is read by the next one. */
export async function startPassByHook(tx: TenantTx, syncId: SyncId, now: Date): Promise<void> {
  const sync = await lockSync(tx, syncId);
  if (!sync || passAllowedAt(sync) <= now) {
    await startPass(tx, syncId, now);
    return;
  }
  // Also while it rests: then it catches up afterwards.
  await insertTouches(tx, syncId, [anything]);
  if (sync.status === 'active') await wakeBy(tx, syncId, passAllowedAt(sync));
}

/** Begins another run right after one that has ended, where something was told that it has not read. */
export async function followUp(
  tx: TenantTx,
  syncId: SyncId,
  { now, rest = false }: { now: Date; rest?: boolean | undefined },
): Promise<void> {
  const { keys, unnamed } = await countTouches(tx, syncId, 1);
  if (keys === 0 && !unnamed) return;
  const sync = await lockSync(tx, syncId);
  if (sync?.status !== 'active' || (await getConnection(tx, sync.connection_id)).status !== 'active') return;
  const allowedAt = passAllowedAt(sync);
  if ((rest || keys === 0) && allowedAt > now) await wakeBy(tx, syncId, allowedAt);
  else await startRun(tx, sync, 'hook', { now });
}
