import { CursorGuard } from './cursor-guard.ts';
import { repeatedMarker, repeatedPage } from './fetch-page.ts';
import { nextPage, type Pass } from './pass.ts';
import type { FetchedPage } from './write-page.ts';

type Fetch = (pass: Pass) => Promise<FetchedPage>;

export interface Taken {
  /** Where the pass is with this page. */
  pass: Pass;
  /** After it. */
  guard: CursorGuard['state'];
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
  #guard: CursorGuard;
  #pass: Pass;
  #pending: Promise<FetchedPage> | undefined;

  constructor(fetch: Fetch, pass: Pass, signal: AbortSignal) {
    this.#fetch = fetch;
    this.#signal = signal;
    this.#guard = new CursorGuard(pass.guard);
    this.#pass = pass;
    if (!pass.guard?.circle) this.#pending = fetch(pass);
  }

  /** Not to be called after the last page, nor once the signal says to stop. */
  async take(): Promise<Taken> {
    const pass = this.#pass;
    if (!this.#pending) throw this.#guard.state.circle === 'page' ? repeatedPage() : repeatedMarker();
    const fetched: [FetchedPage, ...FetchedPage[]] = [await this.#pending];
    const deadline = performance.now() + longestStretchMs;
    while (this.#goOn(fetched) && fetched.length < longestStretch && performance.now() < deadline) {
      if (!fetched.at(-1)?.same) break;
      // A failure is told when its page is taken, after those before it are stored.
      const next = await this.#pending?.catch(() => undefined);
      if (!next?.same) break;
      fetched.push(next);
    }
    return { pass, fetched: joined(fetched), guard: this.#guard.state };
  }

  /** Begins again at a page, after whatever was under way. */
  async restart(pass: Pass): Promise<void> {
    await this.#pending?.catch(() => undefined);
    this.#guard = new CursorGuard(pass.guard);
    this.#pass = pass;
    this.#pending = this.#fetch(pass);
  }

  /** Begins to fetch the page after the last of these; false where there is none, or where the list goes round in a circle. */
  #goOn(fetched: readonly FetchedPage[]): boolean {
    const last = fetched.at(-1);
    const next = last?.page.next ?? null;
    this.#pending = undefined;
    if (!last || next === null) return false;
    const met = last.met?.rows.map(({ slot }) => String(slot)) ?? [];
    const keys = [...last.records.map((record) => record.externalId), ...met];
    if (!this.#guard.goesOn(keys, next) || this.#signal.aborted) return false;
    this.#pass = { ...nextPage(this.#pass, next, { pages: 1, seen: 0, added: 0 }), guard: this.#guard.state };
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
