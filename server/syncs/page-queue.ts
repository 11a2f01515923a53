import { repeatedMarker } from './fetch-page.ts';
import { CursorGuard, type Pass } from './pass.ts';
import type { FetchedPage } from './write-page.ts';

type Fetch = (pass: Pass) => Promise<FetchedPage>;

export interface Taken {
  /** Where the pass is with this page. */
  pass: Pass;
  fetched: FetchedPage;
}

const longestStretch = 32;
const longestStretchMs = 1_000;

/**
 * The pages of one pass, in order, each fetched while the one before is stored. Pages that are as they were cost so
 * little that storing each by itself would be most of the work: they come as one stretch.
 */
export class PageQueue {
  readonly #fetch: Fetch;
  readonly #signal: AbortSignal;
  #guard = new CursorGuard();
  #pass: Pass;
  #pending: Promise<FetchedPage> | undefined;

  constructor(fetch: Fetch, pass: Pass, signal: AbortSignal) {
    this.#fetch = fetch;
    this.#signal = signal;
    this.#pass = pass;
    this.#pending = fetch(pass);
  }

  /** Not to be called after the last page, nor once the signal says to stop. */
  async take(): Promise<Taken> {
    const pass = this.#pass;
    if (!this.#pending) throw repeatedMarker();
    const fetched: [FetchedPage, ...FetchedPage[]] = [await this.#pending];
    const deadline = performance.now() + longestStretchMs;
    while (this.#goOn(fetched) && fetched.length < longestStretch && performance.now() < deadline) {
      if (!fetched.at(-1)?.same) break;
      // A failure is told when its page is taken, after those before it are stored.
      const next = await this.#pending?.catch(() => undefined);
      if (!next?.same) break;
      fetched.push(next);
    }
    return { pass, fetched: joined(fetched) };
  }

  /** Begins again at a page, after whatever was under way. */
  async restart(pass: Pass): Promise<void> {
    await this.#pending?.catch(() => undefined);
    this.#guard = new CursorGuard();
    this.#pass = pass;
    this.#pending = this.#fetch(pass);
  }

  /** Begins to fetch the page after the last of these; false where there is none, or where its marker was there before. */
  #goOn(fetched: readonly FetchedPage[]): boolean {
    const next = fetched.at(-1)?.page.next ?? null;
    this.#pending = undefined;
    if (next === null || !this.#guard.accept(next) || this.#signal.aborted) return false;
    this.#pass = { mode: this.#pass.mode, cursor: next, pages: this.#pass.pages + 1 };
    this.#pending = this.#fetch(this.#pass);
    // Whoever takes it is told; until then nobody may miss it.
    this.#pending.catch(() => undefined);
    return true;
  }
}

/** Several pages that are as they were, as one. */
function joined([first, ...others]: [FetchedPage, ...FetchedPage[]]): FetchedPage {
  return others.reduce(
    (before, page) => ({
      ...page,
      startedAt: before.startedAt,
      fetchMs: before.fetchMs + page.fetchMs,
      calls: [...before.calls, ...page.calls],
      same: [...(before.same ?? []), ...(page.same ?? [])],
    }),
    first,
  );
}
