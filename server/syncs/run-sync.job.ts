import { setInterval as every } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { keptBriefly } from '#server/connections/kept-briefly.ts';
import { orCarefully } from '#server/db/refused-value.ts';
import { controlDb, type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { idSchema } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { settingsOf } from '#server/installations/settings-of.ts';
import { priority } from '#server/jobs/boss.ts';
import { log } from '#server/log.ts';
import { loadMapping } from '#server/mapping/load-mapping.ts';
import { StaleRows } from '#server/records/record-store.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { runErrorSchema } from '#server/runs/run-error.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { changeWindowSeconds } from '#server/webhooks/tell-changes.ts';
import { beginRun } from './begin-run.ts';
import { checkDrift } from './check-drift.ts';
import { drainTouches } from './drain-touches.ts';
import { endRun, refuseStalled, settleFailure } from './end-run.ts';
import { fetchPage } from './fetch-page.ts';
import { fetchRawPage } from './fetch-raw-page.ts';
import { PageMemory } from './page-memory.ts';
import { PageQueue } from './page-queue.ts';
import { PageWatch } from './page-watch.ts';
import { beginPass, type Pass, passToResume } from './pass.ts';
import { pageReader } from './read-row.ts';
import { readerMark } from './reader-mark.ts';
import { rowsAtOnce } from './retry-plan.ts';
import { MappingChanged, StalePage, Superseded } from './run-ends.ts';
import { extendLease, isDue, releaseSlot } from './schedule.queries.ts';
import { leaseEnd } from './start-run.ts';
import { getSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';
import { tellChanges } from './tell-changes.ts';
import { coverTouches } from './touch.queries.ts';
import { passAllowedAt } from './touch-records.ts';
import { lockForRun, type WrittenPage, writePage } from './write-page.ts';

export const runSyncPayload = z.object({
  environmentId: idSchema('environment'),
  runId: idSchema('run'),
  /** Of a run that the schedule has planned: it is created when it begins. */
  syncId: idSchema('sync').optional(),
});

/** A run that takes longer gives its slot back after its page, so that first loads of hours keep nobody waiting. */
const sliceMs = 600_000;

/**
 * Runs one sync to its end, or until `signal` asks it to stop after the page at hand (its successor goes on from there).
 * Safe to be called twice for one run: the later call fences the earlier one out.
 */
export async function runSync(payload: unknown, signal: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const { environmentId, runId, syncId } = runSyncPayload.parse(payload);
  const tenant: Tenant = { environmentId };
  const claimed = await withTenant(tenant, async (tx) => {
    const begun = await beginRun(tx, { runId, syncId }, clock.now());
    return begun && { ...begun, beganAt: await databaseTime(tx) };
  });
  if (!claimed) return;
  const heartbeat = new AbortController();
  void beat(claimed.sync, claimed.run, heartbeat.signal, clock);
  try {
    refuseStalled(claimed.run);
    await readAll({ tenant, ...claimed, signal, clock });
  } catch (error) {
    // First of all: a late heartbeat would move the time that is set now.
    heartbeat.abort();
    if (error instanceof Superseded) return;
    if (signal.aborted || error instanceof MappingChanged)
      return await handBack(tenant, claimed.run, claimed.sync, clock);
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

interface Claim {
  tenant: Tenant;
  run: RunRow;
  sync: SyncRow;
  /** See `Pass.beganAt`. */
  beganAt: string;
  signal: AbortSignal;
  clock: Clock;
}

/** First what hooks have named, then the pass, if one is due. */
async function readAll({ tenant, run, sync, beganAt, signal, clock }: Claim): Promise<void> {
  const { scope, answers, mapping } = await withTenant(tenant, async (tx) => {
    const loaded = await loadConnectionScope(tx, sync.connection_id);
    const installation = await getInstallation(tx, sync.installation_id);
    const settings = await settingsOf(tx, installation, loaded.access.connector.connector);
    return { scope: loaded, answers: settings, mapping: await loadMapping(tx, sync) };
  });
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
    // A page that has begun would have to begin again: it waits. Before that, the run sleeps and holds no worker.
    patience: () => (calls.length === 0 ? 'returning' : 'background'),
    budgets: connectionBudgets({ tenant, connectionId: sync.connection_id, customerId: sync.customer_id }),
  });
  try {
    const isCut = () => watch.isCut;
    const how = { object, settings: context.settings, mapping, keepRaw: sync.keep_raw, isCut };
    const read = pageReader(how, { tenant, connectionId: sync.connection_id });
    const reader = readerMark({ connector: scope.access.connector, sync, settings: context.settings, mapping });
    const memory = new PageMemory(tenant, sync, reader);
    const input = { object, context, read, watermark: sync.watermark, memory, watch, calls };
    const drained = await drainTouches({ tenant, run, sync, object, context, read, calls, signal, clock });
    if (signal.aborted) return await handBack(tenant, run, sync, clock);
    const resumed = passToResume(sync, { mustBeFull: run.accept_deletes });
    const rest = resumed === null && drained.needsPass && passAllowedAt(sync) > clock.now();
    if (
      run.trigger === 'hook' &&
      (!drained.needsPass || rest) &&
      resumed?.mode !== 'raw' &&
      !isDue(sync, clock.now())
    ) {
      return await withTenant(tenant, async (tx) => {
        await lockForRun(tx, sync.id, run);
        await endRun(tx, run, { now: clock.now(), app: connector.name, passEnded: false, rest });
      });
    }
    let so = resumed ?? beginPass(passInput(run, sync, object, beganAt, clock));
    if (so.mode !== 'raw' && so.pages === 0)
      await checkDrift({ tenant, run, sync, app: connector.name, object, context, calls, now: clock.now() });
    // Of the first page alone: the others are asked for as ever.
    let limit = rowsAtOnce(run.retries, run.error === null ? null : runErrorSchema.parse(run.error));
    const fetch = (pass: Pass) => {
      if (pass.mode === 'raw') return fetchRawPage({ tenant, stream: sync.stream, pass, read });
      const pulled = fetchPage({ ...input, pass, limit });
      limit = undefined;
      return pulled;
    };
    let toldAt = clock.now();
    const ending = AbortSignal.any([signal, AbortSignal.timeout(sliceMs)]);
    const queue = new PageQueue(fetch, so, ending);
    while (true) {
      const { pass: place, fetched, guard } = await queue.take();
      const pass = { ...place, seen: so.seen, added: so.added, guard };
      const now = clock.now();
      // A run of hours is told as it goes.
      const isTime = now >= secondsAfter(toldAt, changeWindowSeconds);
      const write = async (tx: TenantTx, isCareful: boolean): Promise<WrittenPage> => {
        const written = await writePage(tx, {
          ...{ run, syncId: sync.id, pass, fetched, object, reader, isCareful, now },
          mappingVersion: sync.mapping_version,
        });
        if (written.next && isTime) await tellChanges(tx, await getSync(tx, sync.id), now);
        if (written.next || written.objection) return written;
        if (pass.beganAt !== null)
          await coverTouches(tx, sync.id, { beganAt: pass.beganAt, keyed: drained.passReadsNamed });
        await endRun(tx, run, { now, app: connector.name, passEnded: pass.mode !== 'raw' });
        return written;
      };
      try {
        const { next, objection } = await orCarefully((isCareful) => withTenant(tenant, (tx) => write(tx, isCareful)));
        if (objection) throw objection;
        if (!next) return;
        if (isTime) toldAt = now;
        so = next;
        if (next.repeats > pass.repeats) await queue.restart(next);
      } catch (error) {
        if (!(error instanceof StalePage) && !(error instanceof StaleRows)) throw error;
        memory.distrust(place);
        await queue.restart({ ...pass, guard: place.guard });
      }
      if (ending.aborted) return handBack(tenant, run, sync, clock);
    }
  } finally {
    await context.close();
  }
}

/** This process is shutting down, or it is somebody else's turn: whoever takes the run up goes on at its next page. */
async function handBack(tenant: Tenant, run: RunRow, sync: SyncRow, clock: Clock): Promise<void> {
  await withTenant(tenant, (tx) =>
    releaseSlot(tx, sync.id, { runId: run.id, priority: priority.backfill, now: clock.now() }),
  );
}

async function databaseTime(tx: TenantTx): Promise<string> {
  const { rows } = await sql<{ now: string }>`select now()::text as now`.execute(tx);
  return rows[0]?.now ?? '';
}

type Passable = Pick<Connector['objects'][string], 'incremental' | 'reportsDeletes'>;

function passInput(run: RunRow, sync: SyncRow, object: Passable, beganAt: string, clock: Clock) {
  return {
    syncMode: sync.mode,
    incremental: object.incremental,
    reportsDeletes: object.reportsDeletes,
    watermark: sync.watermark,
    lastFullPassAt: sync.last_full_pass_at,
    backfillFrom: sync.backfill_from,
    acceptDeletes: run.accept_deletes,
    beganAt,
    now: clock.now(),
  };
}
