import { RateLimit } from '../api/rate-limit.ts';
import type { AccountSeed } from './accounts.ts';
import { type Catalogue, seedCatalogue } from './catalogue.ts';
import { type ContactEvent, ContactsStore } from './contacts-store.ts';

const rememberedAnswers = 1_000;

/** One portal: its people, companies and deals, and its share of API requests. */
export class Account {
  readonly seed: AccountSeed;
  readonly catalogue: Catalogue;
  readonly contacts: ContactsStore;
  readonly rate = new RateLimit();
  /** What was answered to writes, by their idempotency key. */
  readonly answers = new Map<string, object>();

  constructor(seed: AccountSeed, onChange: (event: ContactEvent) => void) {
    this.seed = seed;
    this.catalogue = seedCatalogue(seed);
    this.contacts = new ContactsStore(seed, this.catalogue, onChange);
  }

  remember(key: string, answer: object): void {
    const [oldest] = this.answers.keys();
    if (this.answers.size >= rememberedAnswers && oldest !== undefined) this.answers.delete(oldest);
    this.answers.set(key, answer);
  }

  reset(): void {
    this.answers.clear();
    this.contacts.reseed(this.seed.contacts);
    this.rate.reset();
  }
}
