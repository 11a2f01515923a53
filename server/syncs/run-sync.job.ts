import { setInterval as every } from 'node:timers/promises';
import { z } from 'zod';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { keptBriefly } from '#server/connections/kept-briefly.ts';
import { controlDb, type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { idSchema } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { log } from '#server/log.ts';
import { claimRun } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { endRun, refuseStalled, settleFailure } from './end-run.ts';
import { fetchPage } from './fetch-page.ts';
import { PageMemory } from './page-memory.ts';
import { PageQueue } from './page-queue.ts';
import { PageWatch } from './page-watch.ts';
import { beginPass, type Pass, parsePass } from './pass.ts';
import { rowReader } from './read-row.ts';
import { readerMark } from './reader-mark.ts';
import { StalePage, Superseded } from './run-ends.ts';
import { extendLease } from './schedule.queries.ts';
import { leaseEnd } from './start-run.ts';
import { getSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';
import { writePage } from './write-page.ts';

export const runSyncPayload = z.object({ environmentId: idSchema('environment'), runId: idSchema('run') });

/**
 * Runs one sync to its end, or until `signal` asks it to stop after the page at hand (its successor goes on from there).
 * Safe to be called twice for one run: the later call fences the earlier one out.
 */
export async function runSync(payload: unknown, signal: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const { environmentId, runId } = runSyncPayload.parse(payload);
  const tenant: Tenant = { environmentId };
  const claimed = await withTenant(tenant, async (tx) => {
    const run = await claimRun(tx, runId, clock.now());
    if (!run) return undefined;
    await extendLease(tx, run.sync_id, run.id, leaseEnd(clock.now(), run));
    return { run, sync: await getSync(tx, run.sync_id) };
  });
  if (!claimed) return;
  const heartbeat = new AbortController();
  void beat(claimed.sync, claimed.run, heartbeat.signal, clock);
  try {
    refuseStalled(claimed.run);
    await readPages(tenant, claimed.run, claimed.sync, signal, clock);
  } catch (error) {
    // First of all: a late heartbeat would move the time that is set now.
    heartbeat.abort();
    if (error instanceof Superseded) return;
    if (signal.aborted) return await handBack(tenant, claimed.run, claimed.sync, clock);
    log.warn('A sync run stopped.', { environmentId, runId, syncId: claimed.sync.id, error });
    await settleFailure(tenant, claimed.run, error, clock);
  } finally {
    heartbeat.abort();
  }
}

/** Says that the run is alive, also while a page takes long. */
async function beat(sync: SyncRow, run: RunRow, signal: AbortSignal, clock: Clock): Promise<void> {
  try {
    for await (const _ of every((env().PORTICO_RUN_LEASE_SECONDS * 1000) / 3, undefined, { signal, ref: false })) {
      await extendLease(controlDb(), sync.id, run.id, leaseEnd(clock.now(), run)).catch((error: unknown) =>
        log.warn('A heartbeat could not be written.', { runId: run.id, error }),
      );
    }
  } catch {
    // The signal ends the interval by throwing: that is its normal end.
  }
}

async function readPages(tenant: Tenant, run: RunRow, sync: SyncRow, signal: AbortSignal, clock: Clock): Promise<void> {
  const { scope, answers } = await withTenant(tenant, async (tx) => ({
    scope: await loadConnectionScope(tx, sync.connection_id),
    answers: (await getInstallation(tx, sync.installation_id)).answers,
  }));
  const { connector } = scope.access.connector;
  const object = connector.objects[sync.object];
  if (!object) throw new Error(`The connector ${scope.connection.connector} has no object ${sync.object}.`);

  const calls: object[] = [];
  const watch = new PageWatch();
  const context = createContext({
    access: scope.access,
    source: keptBriefly(credentialSource({ tenant, connectionId: sync.connection_id, clock })),
    settings: connector.settings.parse(answers),
    learnt: scope.learnt,
    signal,
    onCall: (call) => calls.push(call),
    watch,
    patience: 'background',
    budgets: connectionBudgets({ tenant, connectionId: sync.connection_id, customerId: sync.customer_id }),
  });
  try {
    const read = rowReader(object, context.settings);
    const reader = readerMark({ connector: scope.access.connector, sync, settings: context.settings });
    const memory = new PageMemory(tenant, sync.stream, reader);
    const input = { object, context, read, watermark: sync.watermark, memory, watch, calls };
    const begun = parsePass(sync.checkpoint) ?? beginPass(passInput(sync, object, clock));
    const queue = new PageQueue((pass) => fetchPage({ ...input, pass }), begun, signal);
    while (true) {
      const { pass, fetched } = await queue.take();
      const now = clock.now();
      const write = async (tx: TenantTx): Promise<Pass | null> => {
        const { next } = await writePage(tx, { run, syncId: sync.id, pass, fetched, object, reader, now });
        if (!next) await endRun(tx, run, { now, app: connector.name });
        return next;
      };
      try {
        if (!(await withTenant(tenant, write))) return;
      } catch (error) {
        if (!(error instanceof StalePage)) throw error;
        memory.turnOff();
        await queue.restart(pass);
      }
      if (signal.aborted) return handBack(tenant, run, sync, clock);
    }
  } finally {
    await context.close();
  }
}

/** This process is shutting down: another one may go on at once. */
async function handBack(tenant: Tenant, run: RunRow, sync: SyncRow, clock: Clock): Promise<void> {
  await withTenant(tenant, (tx) => extendLease(tx, sync.id, run.id, secondsAfter(clock.now(), 0)));
}

function passInput(sync: SyncRow, object: { incremental: boolean; reportsDeletes: boolean }, clock: Clock) {
  return {
    syncMode: sync.mode,
    incremental: object.incremental,
    reportsDeletes: object.reportsDeletes,
    watermark: sync.watermark,
    lastFullPassAt: sync.last_full_pass_at,
    now: clock.now(),
  };
}
