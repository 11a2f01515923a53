import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededSync } from '../test-sync.ts';
import type { ChaosDatabase } from './chaos-database.ts';
import type { Store, StoredRecord, StoredRun } from './check-history.ts';
import { callApi } from './feed-sources.ts';

interface LatestRun {
  id: string;
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  attempt: number;
  steps: number;
  error: { sentence: string } | null;
}

const isNewWork = (run: LatestRun, before: LatestRun) =>
  run.status === 'running' && (run.id !== before.id || run.attempt > before.attempt);
const hasEnded = (run: LatestRun) => run.status !== 'queued' && run.status !== 'running';
/** It waits until the app may be tried again: asking for a run wakes it. */
const sleeps = (run: LatestRun) => run.status === 'queued' && run.error !== null;
const pollMs = 20;
const patienceMs = 120_000;

/** Looks at one sync from outside, and asks for runs as a vendor does. */
export class SyncWatch {
  readonly #database: ChaosDatabase;
  readonly #seeded: SeededSync;
  readonly #secretKey: string;

  constructor(database: ChaosDatabase, seeded: SeededSync, secretKey: string) {
    this.#database = database;
    this.#seeded = seeded;
    this.#secretKey = secretKey;
  }

  async latestRun(): Promise<LatestRun> {
    const [run] = await this.#database.sql<LatestRun>(
      'select id, status, attempt, steps, error from run where sync_id = $1 order by queued_at desc, id desc limit 1',
      [this.#seeded.syncId],
    );
    if (!run) throw new Error('The sync has no run.');
    return run;
  }

  /** Asks for a run by the API: a new one, or the one that is on its way. */
  async trigger(): Promise<void> {
    const call = { method: 'POST', path: `/syncs/${this.#seeded.syncId}/trigger`, secretKey: this.#secretKey } as const;
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(pollMs)) {
      if ((await callApi(call)) !== undefined) return;
    }
    throw new Error(`No run could be asked for in ${patienceMs / 1000} s.`);
  }

  /** Lets the next run read everything once more, as an operator may ask. */
  async forgetWatermark(): Promise<void> {
    await this.#database.sql('update sync set watermark = null where id = $1', [this.#seeded.syncId]);
  }

  /** Puts the end of the lease to now: its worker is gone, and to wait for that shows nothing new. */
  async endLease(): Promise<void> {
    await this.#database.sql('update sync_schedule set wake_at = now() where sync_id = $1 and run_id is not null', [
      this.#seeded.syncId,
    ]);
  }

  /** Waits until a worker has taken up the run, or another one, since `before`. Calls `whenIdle` while none is at work. */
  async untilTakenUp(before: LatestRun, whenIdle: () => Promise<unknown>): Promise<void> {
    const isTakenUp = await this.#comesTrue(patienceMs, async (run) => {
      if (hasEnded(run) || sleeps(run)) await whenIdle();
      return isNewWork(run, before);
    });
    if (!isTakenUp) throw await this.#stuck('taken up by a worker');
  }

  /** Whether a worker takes the run up within a time. */
  async isTakenUpWithin(ms: number, before: LatestRun): Promise<boolean> {
    return this.#comesTrue(ms, (run) => isNewWork(run, before));
  }

  /** Waits while the run is at work, at most so long, until something is true. */
  async whileAtWork(ms: number, until: () => boolean): Promise<void> {
    await this.#comesTrue(ms, (run) => until() || run.status !== 'running');
  }

  /** Patient as long as pages are stored. */
  async untilEnded(): Promise<void> {
    for (let steps = -1; ; ) {
      const before = steps;
      const ended = await this.#comesTrue(patienceMs, async (run) => {
        if (sleeps(run)) await this.trigger();
        steps = run.steps;
        return hasEnded(run);
      });
      if (ended) return;
      if (steps === before) throw await this.#stuck('ended');
    }
  }

  async #comesTrue(ms: number, is: (run: LatestRun) => boolean | Promise<boolean>): Promise<boolean> {
    for (const giveUpAt = Date.now() + ms; Date.now() < giveUpAt; await sleep(pollMs)) {
      if (await is(await this.latestRun())) return true;
    }
    return false;
  }

  async #stuck(wish: string): Promise<Error> {
    const { id, status, steps, attempt } = await this.latestRun();
    const state = `it is ${status} at step ${steps}, attempt ${attempt}`;
    return new Error(`The run ${id} was not ${wish} in ${patienceMs / 1000} s: ${state}.`);
  }

  async store(): Promise<Store> {
    const ofStream = 'where stream = (select stream from sync where id = $1)';
    const { syncId } = this.#seeded;
    const records = await this.#database.sql<StoredRecord>(
      `select external_id as id, seq::integer, action, hash, data from record ${ofStream} order by external_id`,
      [syncId],
    );
    const runs = await this.#database.sql<StoredRun>('select * from run where sync_id = $1 order by queued_at', [
      syncId,
    ]);
    const [sync] = await this.#database.sql<Store['sync']>(
      `select coalesce((checkpoint->>'pages')::integer, 0) as pages, last_seq::integer as "lastSeq", records from sync where id = $1`,
      [syncId],
    );
    if (!sync) throw new Error('The sync is gone.');
    return { records, runs, sync };
  }
}
