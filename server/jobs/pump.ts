import type { Job } from 'pg-boss';
import { log } from '#server/log.ts';
import { boss } from './boss.ts';
import type { QueueName } from './queues.ts';

export type JobHandler = (payload: unknown, signal: AbortSignal) => Promise<void>;

interface PumpOptions {
  handlers: Record<QueueName, JobHandler>;
  /** How many jobs run side by side in this process. */
  slots: number;
  /** How often to look without having been told, milliseconds. */
  pollMs?: number;
}

/**
 * Keeps `slots` jobs running side by side: takes as many as there are free slots, never a batch that waits for its
 * slowest. Woken by NOTIFY, and by a slow poll where a notice was lost.
 */
export class Pump {
  readonly #options: Required<PumpOptions>;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #wake: () => void = () => undefined;
  #awake = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: PumpOptions) {
    this.#options = { pollMs: 2000, ...options };
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Something may be waiting: look now. */
  wake(): void {
    this.#awake = true;
    this.#wake();
  }

  /** Takes no new job, asks the running ones to stop after their step, and waits for them. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.wake();
    await this.#loop;
    await Promise.allSettled(this.#running);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#awake = false;
      const took = await this.#take().catch((error: unknown) => {
        log.warn('The queue could not be read; trying again.', { error });
        return 0;
      });
      if (took === 0) await this.#rest();
    }
  }

  async #take(): Promise<number> {
    const instance = await boss();
    let took = 0;
    for (const queue of Object.keys(this.#options.handlers) as QueueName[]) {
      const free = this.#options.slots - this.#running.size;
      if (free <= 0) break;
      const jobs = await instance.fetch<unknown>(queue, { batchSize: free });
      for (const job of jobs) this.#begin(queue, job);
      took += jobs.length;
    }
    return took;
  }

  #begin(queue: QueueName, job: Job<unknown>): void {
    const work = this.#work(queue, job).finally(() => {
      this.#running.delete(work);
      this.wake();
    });
    this.#running.add(work);
  }

  async #work(queue: QueueName, job: Job<unknown>): Promise<void> {
    const began = Date.now();
    try {
      await this.#options.handlers[queue](job.data, this.#stop.signal);
      await (await boss()).complete(queue, job.id);
      log.debug('A job is done.', { queue, jobId: job.id, durationMs: Date.now() - began });
    } catch (error) {
      log.error('A job failed.', { queue, jobId: job.id, error });
      // If even this can't be written, the job expires in the queue and is tried again.
      await (await boss())
        .fail(queue, job.id, { message: error instanceof Error ? error.message : String(error) })
        .catch(() => undefined);
    }
  }

  #rest(): Promise<void> {
    if (this.#awake || this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
