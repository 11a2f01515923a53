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

  /** Resolves when one more request may go. Callers are let go in the order in which they came. */
  async take(signal: AbortSignal): Promise<void> {
    const { requests, perMs } = this.#limit;
    const now = Date.now();
    const oldest = this.#times.length < requests ? undefined : this.#times.shift();
    const at = oldest === undefined ? now : Math.max(now, oldest + perMs);
    // Taken before the wait, or two callers would wait for the same place.
    this.#times.push(at);
    if (at > now) await sleep(at - now, undefined, { signal });
  }
}
