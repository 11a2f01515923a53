import { systemClock } from '#server/clock.ts';
import { controlDb } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { Dispatcher } from '#server/syncs/dispatch-due.ts';
import { announceEveryMs, announceWorker, countSlots, withdrawWorker } from './worker.queries.ts';

const lookEveryMs = 1000;
/** As many as can run at once wait in the queue: a slot that becomes free is not idle until the next claim. */
const queuedAhead = 2;
/** So the slots that become free within a moment are dealt out together, and a claim costs little for each. */
const gatherMs = 15;

/**
 * Gives slots to due syncs, when told and every second. Each worker does this; one at a time deals. It also says how many
 * slots this worker has: what is put into the queue is measured by them.
 */
export class DispatchLoop {
  readonly #id = newId('worker');
  readonly #slots: number;
  readonly #dispatcher = new Dispatcher(systemClock, async (tx) => Math.ceil((await countSlots(tx.db)) * queuedAhead));
  #announcing: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #told = false;
  #stopped = false;
  #pass: Promise<void> | undefined;

  /** `slots`: how many syncs this process runs at once. */
  constructor(slots: number) {
    this.#slots = slots;
  }

  start(): void {
    const announce = () => this.#announce();
    this.#announcing = setInterval(announce, announceEveryMs);
    void announce().then(() => this.wake());
  }

  /** A slot is free: look in a moment. */
  gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.wake();
    }, gatherMs);
  }

  /** Something may be due: look now. */
  wake(): void {
    this.#told = true;
    if (!this.#stopped) this.#pass ??= this.#look();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#gathering);
    clearInterval(this.#announcing);
    await this.#pass;
    // Where even this fails, it is silent from now on, and that says the same a little later.
    await withdrawWorker(controlDb(), this.#id).catch(() => undefined);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      while (!this.#stopped && this.#told) {
        this.#told = false;
        while (!this.#stopped && (await this.#dispatcher.dispatch()) > 0);
      }
    } catch (error) {
      log.warn('Due syncs could not be read; trying again.', { error });
    }
    this.#pass = undefined;
    if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), lookEveryMs);
  }

  async #announce(): Promise<void> {
    if (this.#stopped) return;
    await announceWorker(controlDb(), this.#id, this.#slots).catch((error: unknown) =>
      log.warn('This worker could not say that it is there; it tries again.', { error }),
    );
  }
}
