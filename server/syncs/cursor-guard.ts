import { hash } from 'node:crypto';
import { z } from 'zod';

/** What is kept of the markers of a pass: as little of a million as of ten, so that it is saved with every page. */
export const guardSchema = z.object({
  /** One marker, hashed, and how many came since. It is replaced by a later one after 1, 2, 4, 8 … (Brent's cycle search). */
  mark: z.string().nullable().default(null),
  since: z.number().int().default(0),
  reach: z.number().int().default(1),
  /** The keys of the last page, hashed, and how often in a row they came. */
  page: z.string().default(''),
  times: z.number().int().default(0),
  /** What has come again, and ends the pass. */
  circle: z.enum(['marker', 'page']).nullable().default(null),
});

export type GuardState = z.infer<typeof guardSchema>;

const maxPages = 1_000_000;
const markOf = (text: string): string => hash('sha256', text, 'base64').slice(0, 16);

/**
 * Watches the page markers of one pass: an app that repeats one would be read for ever. Within one process it is noticed
 * at once; over the end of a process, and of a run's slice, after at most three times round.
 */
export class CursorGuard {
  readonly #seen = new Set<string>();
  #state: GuardState;

  constructor(state: GuardState | undefined) {
    this.#state = guardSchema.parse(state ?? {});
  }

  get state(): GuardState {
    return this.#state;
  }

  /** Notes a page and the marker of the next one. False where the list goes round in a circle: then it is not read on. */
  goesOn(keys: readonly string[], next: unknown): boolean {
    const circle = this.#isStuck(keys) ? 'page' : this.#accept(next) ? null : 'marker';
    this.#state = { ...this.#state, circle };
    return circle === null;
  }

  /** Whether this page was the one before it and the one before that: then the app pays no regard to its markers. Rows that move while they are read may bring one twice. */
  #isStuck(keys: readonly string[]): boolean {
    const page = keys.length === 0 ? '' : markOf(JSON.stringify(keys));
    const times = page !== '' && page === this.#state.page ? this.#state.times + 1 : 1;
    this.#state = { ...this.#state, page, times };
    return times > 2;
  }

  #accept(next: unknown): boolean {
    const text = markOf(JSON.stringify(next));
    const { mark, since, reach } = this.#state;
    if (text === mark || this.#seen.has(text) || this.#seen.size >= maxPages) return false;
    this.#seen.add(text);
    const isDue = mark === null || since + 1 >= reach;
    const moved = isDue ? { mark: text, since: 0, reach: mark === null ? 1 : reach * 2 } : { since: since + 1 };
    this.#state = { ...this.#state, ...moved };
    return true;
  }
}
