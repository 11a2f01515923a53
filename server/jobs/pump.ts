import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'pg-boss';
import { log, scrub } from '#server/log.ts';
import { boss } from './boss.ts';
import { type QueueName, slotsOf } from './queues.ts';

export type JobHandler = (payload: unknown, signal: AbortSignal) => Promise<void>;

interface PumpOptions {
  handlers: Partial<Record<QueueName, JobHandler>>;
  /** How many jobs run side by side in this process. */
  slots: number;
  /** How often to look without having been told, milliseconds. */
  pollMs?: number;
  /** How long a job may go on after the pump was asked to stop; then it goes back into its queue. */
  drainMs?: number;
  /** A job has ended and its slot is free. */
  onEnd?: (queue: QueueName) => void;
}

/**
 * Keeps `slots` jobs running side by side: takes as many as there are free slots, never a batch that waits for its
 * slowest, and of no queue more than its share, so that a flood of one kind leaves room for the others. It asks those
 * queues of which it knows or was told that something waits, beginning with another one each time, and all of them now
 * and then, in case a notice was lost.
 */
export class Pump {
  readonly #options: Required<PumpOptions>;
  readonly #queues: QueueName[];
  readonly #stop = new AbortController();
  readonly #running = new Map<QueueName, Map<string, Promise<void>>>();
  readonly #waiting: Set<QueueName>;
  #ended: { queue: QueueName; id: string }[] = [];
  #turn = 0;
  #wake: () => void = () => undefined;
  #awake = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: PumpOptions) {
    this.#options = { pollMs: 2000, drainMs: 20_000, onEnd: () => undefined, ...options };
    this.#queues = Object.keys(options.handlers) as QueueName[];
    this.#waiting = new Set(this.#queues);
    for (const queue of this.#queues) this.#running.set(queue, new Map());
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Something may be waiting in this queue, or in any: look now. */
  wake(queue?: string): void {
    for (const name of this.#queues) if (queue === undefined || queue === name) this.#waiting.add(name);
    this.#rouse();
  }

  /** Takes no new job, asks the running ones to stop after their step, and waits for them, but not for ever. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#rouse();
    await this.#loop;
    const patience = new AbortController();
    const late = sleep(this.#options.drainMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([late, Promise.allSettled([...this.#running.values()].flatMap((jobs) => [...jobs.values()]))]);
    patience.abort();
    await this.#settle();
    for (const [queue, jobs] of this.#running) await this.#handBack(queue, [...jobs.keys()]);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#awake = false;
      const [took] = await Promise.all([this.#take(), this.#settle()]).catch((error: unknown) => {
        log.warn('The queue could not be read; trying again.', { error });
        return [0];
      });
      if (took === 0) await this.#rest();
    }
  }

  get #free(): number {
    return [...this.#running.values()].reduce((free, jobs) => free - jobs.size, this.#options.slots);
  }

  async #take(): Promise<number> {
    const instance = await boss();
    let took = 0;
    const failed: unknown[] = [];
    this.#turn++;
    for (let step = 0; step < this.#queues.length; step++) {
      const queue = this.#queues[(this.#turn + step) % this.#queues.length];
      if (!queue || !this.#waiting.has(queue) || this.#stop.signal.aborted) continue;
      const room = Math.min(this.#free, slotsOf(queue, this.#options.slots) - this.#runningOf(queue).size);
      if (room <= 0) continue;
      // Before it is asked: what is told meanwhile is not forgotten.
      this.#waiting.delete(queue);
      const jobs = await instance.fetch<unknown>(queue, { batchSize: room }).catch((error: unknown) => {
        // The others are asked all the same: a worker that is newer than its database knows queues that are not there yet.
        this.#waiting.add(queue);
        failed.push(error);
        return [];
      });
      if (jobs.length === room) this.#waiting.add(queue);
      for (const job of jobs) this.#begin(queue, job);
      took += jobs.length;
    }
    if (failed.length > 0) throw failed[0];
    return took;
  }

  #begin(queue: QueueName, job: Job<unknown>): void {
    const work = this.#work(queue, job).finally(() => {
      this.#runningOf(queue).delete(job.id);
      this.#rouse();
      this.#options.onEnd(queue);
    });
    this.#runningOf(queue).set(job.id, work);
  }

  async #work(queue: QueueName, job: Job<unknown>): Promise<void> {
    const began = Date.now();
    try {
      await this.#options.handlers[queue]?.(job.data, this.#stop.signal);
      this.#ended.push({ queue, id: job.id });
      log.debug('A job is done.', { queue, jobId: job.id, durationMs: Date.now() - began });
    } catch (error) {
      log.error('A job failed.', { queue, jobId: job.id, error });
      const message = scrub(error instanceof Error ? error.message : String(error));
      // If even this can't be written, the job expires in the queue and is tried again.
      await (await boss()).fail(queue, job.id, { message }).catch(() => undefined);
    }
  }

  /** Tells the queue what has ended since the last time, all of it at once. */
  async #settle(): Promise<void> {
    const ended = this.#ended;
    this.#ended = [];
    for (const [queue, jobs] of Map.groupBy(ended, (job) => job.queue)) {
      const ids = jobs.map((job) => job.id);
      await (await boss()).complete(queue, ids).catch((error: unknown) => {
        log.warn('The end of some jobs could not be written; trying again.', { queue, count: ids.length, error });
        this.#ended.push(...jobs);
      });
    }
  }

  /** What did not end in time is tried again, by whoever is there. */
  async #handBack(queue: QueueName, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    log.warn('Some jobs did not end in time; they go back into their queue.', { queue, count: ids.length });
    await (await boss()).fail(queue, ids, { message: 'The worker stopped before it was done.' }).catch(() => undefined);
  }

  #runningOf(queue: QueueName): Map<string, Promise<void>> {
    const jobs = this.#running.get(queue);
    if (!jobs) throw new Error(`Nothing handles the queue ${queue}.`);
    return jobs;
  }

  #rouse(): void {
    this.#awake = true;
    this.#wake();
  }

  #rest(): Promise<void> {
    if (this.#awake || this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        for (const queue of this.#queues) this.#waiting.add(queue);
        resolve();
      }, this.#options.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
