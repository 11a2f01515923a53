import type { CustomerId } from '../accounts.ts';

export interface ActivityEntry {
  /** The message's own id (`webhook-id`): the same in every repetition. */
  id: string;
  type: string;
  sentence: string;
  receivedAt: string;
  /** How often Portico delivered it; only the first counts. */
  deliveries: number;
  state: 'waiting' | 'applied' | 'failed' | 'noted' | 'attention';
  /** What became of it. */
  outcome: string;
}

const KEPT = 200;
const REMEMBERED = 10_000;

/** Webhooks that were verified, per customer, latest first; and which were seen before. */
export class ActivityLog {
  readonly #entries = new Map<CustomerId, ActivityEntry[]>();
  readonly #seen = new Map<string, ActivityEntry | null>();

  /** False when the message came before. */
  isNew(id: string): boolean {
    const before = this.#seen.get(id);
    if (before) before.deliveries += 1;
    if (before !== undefined) return false;
    this.#seen.set(id, null);
    const oldest = this.#seen.keys().next().value;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return true;
  }

  add(customer: CustomerId, entry: ActivityEntry): void {
    this.#seen.set(entry.id, entry);
    this.#entries.set(customer, [entry, ...this.list(customer)].slice(0, KEPT));
  }

  list(customer: CustomerId): readonly ActivityEntry[] {
    return this.#entries.get(customer) ?? [];
  }
}
