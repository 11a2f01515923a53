import type { Change } from '../portico/feed-page.ts';

export interface Row {
  name: string;
  /** The sync that brought it: says from which app it is. */
  syncId: string;
}

/** What a piece of the feed did to what was there. */
export interface Tally {
  added: number;
  updated: number;
  deleted: number;
}

export interface ShelfPage<R extends Row> {
  rows: R[];
  /** How many rows the search found. */
  found: number;
  /** From 1; the last one where a later one was asked for. */
  page: number;
  pages: number;
}

interface ShelfOptions<R extends Row> {
  read: (change: Change) => R;
  /** What a search looks at. */
  text: (row: R) => string;
  order: (a: R, b: R) => number;
}

/** One customer's rows of one model, as Portico's change feed says they are. */
export class Shelf<R extends Row> {
  readonly #options: ShelfOptions<R>;
  readonly #rows = new Map<string, R>();
  #ordered: R[] | null = null;
  /** Where the feed goes on. */
  cursor: string | undefined;
  lastChangeAt: string | null = null;

  constructor(options: ShelfOptions<R>) {
    this.#options = options;
  }

  get size(): number {
    return this.#rows.size;
  }

  apply(changes: readonly Change[]): Tally {
    const tally: Tally = { added: 0, updated: 0, deleted: 0 };
    for (const change of changes) {
      // Two syncs may use the same ids: a record is known by both.
      const key = `${change.syncId}/${change.id}`;
      const known = this.#rows.has(key);
      if (change.action === 'deleted' || change.data === null) {
        this.#rows.delete(key);
        if (known) tally.deleted += 1;
      } else {
        this.#rows.set(key, this.#options.read(change));
        tally[known ? 'updated' : 'added'] += 1;
      }
      if (this.lastChangeAt === null || change.changedAt > this.lastChangeAt) this.lastChangeAt = change.changedAt;
    }
    if (changes.length > 0) this.#ordered = null;
    return tally;
  }

  find(syncId: string, id: string): R | undefined {
    return this.#rows.get(`${syncId}/${id}`);
  }

  /** What was changed here, not in the feed. */
  put(id: string, row: R): void {
    this.#rows.set(`${row.syncId}/${id}`, row);
    this.#ordered = null;
  }

  drop(syncIds: readonly string[]): void {
    for (const [key, row] of this.#rows) if (syncIds.includes(row.syncId)) this.#rows.delete(key);
    this.#ordered = null;
  }

  clear(): void {
    this.#rows.clear();
    this.#ordered = null;
    this.cursor = undefined;
    this.lastChangeAt = null;
  }

  syncIds(): Set<string> {
    const ids = new Set<string>();
    for (const row of this.#rows.values()) ids.add(row.syncId);
    return ids;
  }

  page(asked: { search: string; page: number; size: number }): ShelfPage<R> {
    this.#ordered ??= [...this.#rows.values()].sort(this.#options.order);
    const search = asked.search.toLowerCase();
    const found =
      search === ''
        ? this.#ordered
        : this.#ordered.filter((row) => this.#options.text(row).toLowerCase().includes(search));
    const pages = Math.max(1, Math.ceil(found.length / asked.size));
    const page = Math.min(Math.max(1, asked.page), pages);
    return { rows: found.slice((page - 1) * asked.size, page * asked.size), found: found.length, page, pages };
  }
}
