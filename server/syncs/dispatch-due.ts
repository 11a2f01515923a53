import { type Clock, secondsAfter } from '#server/clock.ts';
import { type ControlTx, controlDb, withControl } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { priority } from '#server/jobs/boss.ts';
import {
  becomeDispatcher,
  type DueSync,
  listBusy,
  listSyncs,
  lockDue,
  lockReady,
  lookAgain,
  lookAtSchedule,
  lookAtSlots,
  markReady,
} from './claim.queries.ts';
import { FairShare } from './fair-share.ts';
import { giveSlots } from './give-slots.queries.ts';
import { Occupancy } from './occupancy.ts';
import { queuedUntil } from './start-run.ts';
import { lockFreeSyncs } from './sync.queries.ts';

const batch = 5000;
/** More at once would make everybody wait for one claim; the next one follows at once. */
const mostTurns = 500;
/** How many batches are made ready before the first of them is dealt out: whoever is fair must have seen everybody. */
const batchesAhead = 20;
const classes: readonly number[] = Object.values(priority);

/**
 * Gives slots to what is due. Where there are fewer slots than syncs, the customers take turns. The backlog stays in
 * `sync_schedule`: what waits in the queue has its turn behind it, so only what the workers can soon take is put there.
 */
export class Dispatcher {
  readonly #clock: Clock;
  readonly #capacity: (tx: ControlTx) => Promise<number>;
  readonly #share = new FairShare();
  #readied = 0;
  readonly #servedLast = new Map<number, string>();

  /** `capacity`: how many runs may be in the queue and at work, all workers together. */
  constructor(clock: Clock, capacity: (tx: ControlTx) => Promise<number>) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  /** Returns how many it has moved; as long as it moves some, there may be more. */
  async dispatch(): Promise<number> {
    const now = this.#clock.now();
    const { wakeAt, someReady } = await lookAtSchedule(controlDb());
    const someDue = wakeAt !== null && wakeAt <= now;
    if (!someDue && !someReady) return 0;
    return withControl(async (tx) => {
      if (!(await becomeDispatcher(tx.db))) return 0;
      const capacity = await this.#capacity(tx);
      const { busy, ready } = await lookAtSlots(tx.db, classes);
      const due = someDue ? await lockDue(tx.db, now, batch) : [];
      const lapsed = due.filter((row) => row.state === 'busy');
      const waiting = due.filter((row) => row.state === 'waiting');
      const taken = lapsed.length > 0 ? await takeOver(tx, lapsed, now) : [];
      const free = capacity - busy;
      const fits = ready.length === 0 && waiting.length <= free;
      const admitted = fits ? await admit(tx, waiting) : new Set<DueSync>();
      const held = waiting.filter((row) => !admitted.has(row));
      if (held.length > 0) await markReady(tx.db, held);
      const unseen = held.length === batch && ++this.#readied < batchesAhead;
      if (!unseen) this.#readied = 0;
      const deal = !fits && !unseen && free > 0;
      const lanes = new Set([...ready, ...held.map((row) => row.priority)]);
      const chosen = deal ? await this.#takeTurns(tx, lanes, Math.min(free, mostTurns)) : [...admitted];
      await giveSlots(tx.db, [...taken, ...chosen], queuedUntil(now));
      return due.length + (deal ? chosen.length : 0);
    });
  }

  async #takeTurns(tx: ControlTx, waiting: ReadonlySet<number>, slots: number): Promise<DueSync[]> {
    const occupancy = new Occupancy(await listBusy(tx.db));
    const lanes = [];
    for (const lane of waiting) {
      const { fullCustomers, fullConnections } = occupancy;
      const turn = { priority: lane, slots, fullCustomers, fullConnections };
      const last = this.#servedLast.get(lane) ?? '';
      const rows = await lockReady(tx.db, { ...turn, after: last });
      const customers = new Set(rows.map((row) => row.customerId)).size;
      if (last !== '' && customers < slots) rows.push(...(await lockReady(tx.db, { ...turn, after: '', until: last })));
      if (rows.length > 0) lanes.push({ priority: lane, rows });
    }
    const chosen = this.#share.deal(lanes, slots, occupancy);
    const served = new Set(chosen);
    for (const { priority: lane, rows } of lanes) {
      const last = rows.findLast((row) => served.has(row));
      if (last) this.#servedLast.set(lane, last.customerId);
    }
    return chosen;
  }
}

/** For a pass without a loop: of one process that may take as much as it likes. */
export async function dispatchDue(clock: Clock): Promise<number> {
  return new Dispatcher(clock, async () => Number.MAX_SAFE_INTEGER).dispatch();
}

/** The runs of silent workers. Where a page of one is being written, whoever writes it is alive: look again in a moment. */
async function takeOver(tx: ControlTx, lapsed: readonly DueSync[], now: Date): Promise<DueSync[]> {
  const free = new Set<SyncId>();
  const named = await listSyncs(tx.db, lapsed);
  for (const [environmentId, syncs] of Map.groupBy(named, (sync) => sync.environmentId)) {
    const tenantTx = await tx.enter({ environmentId });
    const ids = syncs.map((sync) => sync.syncId);
    for (const id of await lockFreeSyncs(tenantTx, ids)) free.add(id);
  }
  const alive = new Set(named.filter((sync) => !free.has(sync.syncId)).map((sync) => sync.place));
  const writing = lapsed.filter((row) => alive.has(row.place));
  if (writing.length > 0) await lookAgain(tx.db, writing, secondsAfter(now, 1));
  return lapsed.filter((row) => !alive.has(row.place));
}

async function admit(tx: ControlTx, waiting: readonly DueSync[]): Promise<Set<DueSync>> {
  if (waiting.length === 0) return new Set();
  const occupancy = new Occupancy(await listBusy(tx.db, [...new Set(waiting.map((row) => row.customerId))]));
  const admitted = new Set<DueSync>();
  for (const row of waiting) {
    if (!occupancy.admits(row)) continue;
    occupancy.take(row);
    admitted.add(row);
  }
  return admitted;
}
