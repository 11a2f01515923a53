import { setTimeout as sleep } from 'node:timers/promises';
import type { RateLimit } from '#connectors/kit/index.ts';

/** Keeps one caller below a declared limit: never more than `requests` in any span of `perMs`. */
export class RequestBudget {
  readonly #limit: RateLimit;
  /** When the latest requests were let go, oldest first; at most `requests` of them. */
  readonly #times: number[] = [];

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Resolves when one more request may go, which counts as `cost`. Callers are let go in the order in which they came. */
  async take(signal: AbortSignal, cost = 1): Promise<void> {
    const { requests, perMs } = this.#limit;
    const now = Date.now();
    let at = now;
    // Taken before the wait, or two callers would wait for the same place.
    for (let count = 0; count < Math.min(Math.max(1, Math.ceil(cost)), requests); count += 1) {
      const oldest = this.#times.length < requests ? undefined : this.#times.shift();
      at = oldest === undefined ? at : Math.max(at, oldest + perMs);
      this.#times.push(at);
    }
    if (at > now) await sleep(at - now, undefined, { signal });
  }
}
