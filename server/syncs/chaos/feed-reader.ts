import { setTimeout as sleep } from 'node:timers/promises';
import { incomingRecord } from '#server/records/incoming-record.ts';
import type { Chance } from './chance.ts';

/** One change as a reader was given it. */
export interface HandedOut {
  id: string;
  action: 'added' | 'updated' | 'deleted';
  data: unknown;
  /** Its change number, where this way of reading tells it. */
  seq?: number;
}

export interface FeedAnswer {
  changes: HandedOut[];
  cursor: string;
  more: boolean;
}

/** Reads one page; undefined where the feed could not be read and the reader has to ask again. */
export type FeedSource = (cursor: string | undefined, limit: number) => Promise<FeedAnswer | undefined>;

/** A page that a reader got, with the hash of each record in it. */
export interface PageRead {
  from: string | undefined;
  to: string;
  changes: { id: string; action: HandedOut['action']; hash: string | null; seq?: number }[];
}

const limits = [20, 100, 500, 1000];
/** As the store keeps it, printed as PostgreSQL prints a uuid. */
export const hashOf = (data: unknown): string =>
  incomingRecord('', data).hash.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const idleMs = 40;
const patienceMs = 120_000;

/** Follows the change feed from its beginning, as a vendor's backend does: keeps the cursor, asks again, takes what comes. */
export class FeedReader {
  readonly name: string;
  readonly pages: PageRead[] = [];
  /** How often it could not read. */
  refused = 0;
  readonly #source: FeedSource;
  readonly #chance: Chance;
  readonly #stop = new AbortController();
  #cursor: string | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(name: string, source: FeedSource, chance: Chance) {
    this.name = name;
    this.#source = source;
    this.#chance = chance;
  }

  start(): void {
    this.#work = this.#follow();
    this.#work.catch(() => undefined);
  }

  /** Reads what is left, and ends. */
  async finish(): Promise<void> {
    this.#stop.abort();
    await this.#work;
    while (await this.#readOne());
  }

  async #follow(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      if (!(await this.#readOne())) await sleep(idleMs);
    }
  }

  /** True if there is more. */
  async #readOne(): Promise<boolean> {
    const limit = limits[this.#chance.whole(limits.length - 1)] ?? 100;
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(idleMs)) {
      const answer = await this.#source(this.#cursor, limit);
      if (!answer) {
        this.refused++;
        continue;
      }
      const changes = answer.changes.map(({ id, action, data, seq }) => ({
        id,
        action,
        hash: action === 'deleted' ? null : hashOf(data),
        ...(seq !== undefined && { seq }),
      }));
      this.pages.push({ from: this.#cursor, to: answer.cursor, changes });
      this.#cursor = answer.cursor;
      return answer.more;
    }
    throw new Error(`The feed could not be read for ${patienceMs / 1000} s (${this.name}).`);
  }
}
