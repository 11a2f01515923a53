const WINDOW_MS = 10_000;

interface RateVerdict {
  allowed: boolean;
  remaining: number;
  /** Milliseconds since 1970 when the next window opens. */
  resetsAt: number;
  /** Set when refused: seconds and an HTTP date take turns, as real APIs send either. */
  retryAfter: string | undefined;
}

/** So many requests in each window of ten seconds. */
export class RateLimit {
  #windowStart = 0;
  #used = 0;
  #refusals = 0;

  take(limit: number, now: number): RateVerdict {
    if (now >= this.#windowStart + WINDOW_MS) {
      this.#windowStart = now;
      this.#used = 0;
    }
    const resetsAt = this.#windowStart + WINDOW_MS;
    if (this.#used < limit) {
      this.#used += 1;
      return { allowed: true, remaining: limit - this.#used, resetsAt, retryAfter: undefined };
    }
    this.#refusals += 1;
    // Rounded up, for a client that waits exactly this long must be let in.
    const seconds = Math.ceil((resetsAt - now) / 1000);
    const date = new Date(Math.ceil(resetsAt / 1000) * 1000).toUTCString();
    return { allowed: false, remaining: 0, resetsAt, retryAfter: this.#refusals % 2 === 1 ? String(seconds) : date };
  }

  reset(): void {
    this.#windowStart = 0;
    this.#used = 0;
  }
}
