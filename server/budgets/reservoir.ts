import { randomBytes } from 'node:crypto';
import { AppCallError } from '#connectors/kit/index.ts';
import type { Tenant } from '#server/db/tenant.ts';
import { log } from '#server/log.ts';
import { budgetUsedUp, longestWaitMs, type Patience } from '#server/runtime/retry.ts';
import type { Caller, LimitKey } from './limit-keys.ts';
import { endCalls, reserve, type Told } from './reserve.ts';

interface Waiter {
  cost: number;
  patience: Patience;
  since: number;
  go: (lease: string) => void;
  refuse: (error: unknown) => void;
}

/** How far ahead calls are reserved, by how many there were. */
const horizonMs = 250;
/** Processes that wait for the same moment do not all come in it. */
const jitterMs = 5;

/** The calls of one connection in this process: they wait in one line, and what is reserved ahead is theirs. */
export class Reservoir {
  /** When it was last asked for a call, by `performance.now()`. */
  usedAt = performance.now();
  readonly #tenant: Tenant;
  readonly #keys: LimitKey[];
  readonly #customerId: string;
  readonly #app: string;
  readonly #line: Waiter[] = [];
  readonly #recent: { at: number; cost: number }[] = [];
  readonly #countsCalls: boolean;
  #tokens = 0;
  #validUntil = 0;
  #lease = '';
  #told: Told | undefined;
  #ended: string[] = [];
  #pausedUntil = 0;
  #isPumping = false;
  #wake: () => void = () => undefined;

  constructor(tenant: Tenant, keys: LimitKey[], caller: Caller, app: string) {
    this.#tenant = tenant;
    this.#keys = keys;
    this.#customerId = caller.customerId;
    this.#app = app;
    this.#countsCalls = keys.some(({ limit }) => limit.concurrent !== undefined);
  }

  get isIdle(): boolean {
    return this.#line.length === 0 && !this.#isPumping;
  }

  /** Resolves to the name of the call, which `end` is to be told, when it may go. */
  take(cost: number, patience: Patience, signal: AbortSignal): Promise<string> {
    this.usedAt = performance.now();
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        const place = this.#line.indexOf(waiter);
        if (place !== -1) this.#line.splice(place, 1);
        reject(signal.reason);
      };
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', leave);
          then(value);
        };
      const since = performance.now();
      const waiter: Waiter = { cost, patience, since, go: settle(resolve), refuse: settle(reject) };
      signal.addEventListener('abort', leave, { once: true });
      // People before jobs, and otherwise in the order in which they came.
      const place = patience === 'interactive' ? this.#line.findIndex((other) => other.patience !== 'interactive') : -1;
      this.#line.splice(place === -1 ? this.#line.length : place, 0, waiter);
      // Whoever waits already knows when the next one can go, unless a person comes before a job.
      if (this.#line[0] === waiter) this.#wake();
      void this.#pump();
    });
  }

  end(lease: string): void {
    if (!this.#countsCalls) return;
    this.#ended.push(lease);
    this.#wake();
    if (this.#isPumping) return;
    const ended = this.#ended.splice(0);
    endCalls(this.#tenant, this.#keys, ended).catch((error: unknown) =>
      log.warn('A call could not be counted as ended; its place is free in two minutes.', { error }),
    );
  }

  tell(told: Told): void {
    this.#told = told;
  }

  pause(ms: number): void {
    this.#tokens = 0;
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      for (this.#serve(); this.#line.length > 0; this.#serve()) {
        const waitMs = await this.#fill();
        if (waitMs > 0) await this.#sleep(waitMs + Math.random() * jitterMs);
      }
    } catch (error) {
      for (const waiter of this.#line.splice(0)) waiter.refuse(error);
    } finally {
      this.#isPumping = false;
    }
  }

  /** Lets go whoever can be let go. */
  #serve(): void {
    for (let first = this.#line[0]; first !== undefined; first = this.#line[0]) {
      if (this.#tokens < first.cost || performance.now() >= this.#validUntil) return;
      this.#line.shift();
      this.#tokens -= first.cost;
      this.#recent.push({ at: performance.now(), cost: first.cost });
      first.go(this.#lease);
    }
  }

  /** Reserves what is needed. Gives the milliseconds after which to ask again; 0: there is something now. */
  async #fill(): Promise<number> {
    const [first] = this.#line;
    if (first === undefined) return 0;
    const pausedMs = this.#pausedUntil - performance.now();
    if (pausedMs > 0) return this.#waitOrRefuse(pausedMs);
    const lease = randomBytes(9).toString('base64url');
    const ask = {
      first: first.cost,
      wanted: this.#wanted(first),
      patience: first.patience,
      customerId: this.#customerId,
      lease,
    };
    const told = this.#told;
    this.#told = undefined;
    const { granted, waitMs, validMs } = await reserve({
      tenant: this.#tenant,
      keys: this.#keys,
      ask,
      told,
      ended: this.#ended.splice(0),
    });
    if (granted === 0) return this.#waitOrRefuse(waitMs);
    this.#tokens = granted;
    this.#validUntil = performance.now() + validMs;
    this.#lease = lease;
    // Whoever was to have it may have left; then its place is free again.
    if (this.#countsCalls && this.#line.length === 0) this.#ended.push(lease);
    return 0;
  }

  #wanted({ cost, patience }: Waiter): number {
    // Each call has its own place where calls at the same time are counted.
    if (this.#countsCalls) return cost;
    const waiting = this.#line.filter((waiter) => (waiter.patience === 'interactive') === (patience === 'interactive'));
    const inLine = waiting.reduce((sum, waiter) => sum + waiter.cost, 0);
    const since = performance.now() - horizonMs;
    while (this.#recent[0] !== undefined && this.#recent[0].at < since) this.#recent.shift();
    const slotMs = Math.min(...this.#keys.map(({ limit }) => limit.perMs / 20));
    const soon = this.#recent.reduce((sum, call) => sum + call.cost, 0) * Math.min(1, slotMs / horizonMs);
    // What a person's call leaves over would be taken by jobs, out of the share that is kept from them.
    return patience === 'interactive' ? inLine : Math.max(inLine, Math.floor(soon));
  }

  #waitOrRefuse(waitMs: number): number {
    const now = performance.now();
    const stays = ({ patience, since }: Waiter) =>
      patience === 'interactive'
        ? now - since + waitMs <= longestWaitMs.interactive
        : waitMs <= longestWaitMs[patience];
    for (const waiter of this.#line.splice(0)) {
      if (stays(waiter)) this.#line.push(waiter);
      else waiter.refuse(this.#usedUp(waitMs));
    }
    return waitMs;
  }

  #usedUp(waitMs: number): AppCallError {
    const seconds = Math.ceil(waitMs / 1_000);
    return new AppCallError(
      `As many calls as ${this.#app} allows have been made; the next one can go in ${seconds} s.`,
      { class: 'rate_limited', code: budgetUsedUp, retryAfterMs: Math.ceil(waitMs) },
    );
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
