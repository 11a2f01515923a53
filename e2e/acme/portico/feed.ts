import type { Customer, CustomerId } from '../accounts.ts';
import type { CustomerShelves, Library, Model } from '../records/library.ts';
import type { Tally } from '../records/shelf.ts';
import { type PorticoApi, PorticoRefusal } from './api.ts';
import { type Change, feedPageSchema } from './feed-page.ts';
import type { Sources } from './sources.ts';

const PAGE = 1000;

/** Follows Portico's change feed, one cursor per customer and model. Only one read of a customer runs at a time. */
export class Feed {
  readonly #portico: PorticoApi;
  readonly #library: Library;
  readonly #sources: Sources;
  readonly #tails = new Map<CustomerId, Promise<unknown>>();
  readonly #waiting = new Map<string, Promise<Tally>>();
  readonly #failures = new Map<CustomerId, string>();

  constructor(options: { portico: PorticoApi; library: Library; sources: Sources }) {
    this.#portico = options.portico;
    this.#library = options.library;
    this.#sources = options.sources;
  }

  /** Why the last read of this customer did not succeed; `null` when it did. */
  failureOf({ id }: Customer): string | null {
    return this.#failures.get(id) ?? null;
  }

  /** Reads until the end of the feed. A read that is asked for but has not begun will see everything there is now: one is enough. */
  pull(customer: Customer, model: Model): Promise<Tally> {
    const key = `${customer.id}/${model}`;
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return waiting;
    const before = this.#tails.get(customer.id) ?? Promise.resolve();
    const turn = before.then(() => {
      this.#waiting.delete(key);
      return this.#read(customer, model);
    });
    this.#waiting.set(key, turn);
    this.#tails.set(
      customer.id,
      turn.catch(() => {}),
    );
    return turn;
  }

  /** Resolves when no read is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }

  async #read(customer: Customer, model: Model): Promise<Tally> {
    try {
      const tally = await this.#follow(customer, model);
      this.#failures.delete(customer.id);
      return tally;
    } catch (error) {
      this.#failures.set(customer.id, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  async #follow(customer: Customer, model: Model): Promise<Tally> {
    const shelf = this.#library.of(customer)[model];
    const sum: Tally = { added: 0, updated: 0, deleted: 0 };
    for (let more = true; more; ) {
      const from = shelf.cursor;
      const page = await this.#page(customer, model, from).catch((error: unknown) => {
        if (!(error instanceof PorticoRefusal)) throw error;
        // Nobody of this customer has opened the tab yet: Portico has never heard of it.
        if (error.status === 404) return { records: [], cursor: undefined, more: false };
        // A cursor of another database, say after Portico was set up anew: begin at the beginning, once.
        if (error.field === 'cursor' && from !== undefined) return 'restart' as const;
        throw error;
      });
      if (page === 'restart') {
        shelf.clear();
        continue;
      }
      if (page.cursor === undefined) {
        shelf.clear();
        break;
      }
      await this.#makeRoom(customer, shelf, page.records);
      const tally = shelf.apply(page.records.filter((record) => record.customerExternalId === customer.id));
      sum.added += tally.added;
      sum.updated += tally.updated;
      sum.deleted += tally.deleted;
      if (page.more && page.cursor === from)
        throw new Error('Portico says that there is more, but gives the same cursor again.');
      shelf.cursor = page.cursor;
      more = page.more;
    }
    await this.#sources.learn(customer, shelf.syncIds());
    return sum;
  }

  /**
   * A disconnected account's rows stay, and the feed tells nothing more of them. Connected anew, it brings all of its
   * rows again, by a sync with another id: then the former ones go.
   */
  async #makeRoom(customer: Customer, shelf: CustomerShelves[Model], records: readonly Change[]): Promise<void> {
    const [first] = records;
    if (first === undefined) return;
    this.#sources.meet(first.customerId, customer);
    const shelved = shelf.syncIds();
    const newcomers = new Set(records.map(({ syncId }) => syncId).filter((id) => !shelved.has(id)));
    if (newcomers.size === 0 || shelved.size === 0) return;
    await this.#sources.learn(customer, newcomers);
    for (const id of newcomers) shelf.drop(this.#sources.formerOf(id, shelved));
  }

  #page(customer: Customer, model: Model, cursor: string | undefined) {
    const query = { customer: customer.id, model, cursor, limit: PAGE };
    return this.#portico.call('/records', { query, answer: feedPageSchema });
  }
}
