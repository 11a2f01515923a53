import { RateLimit } from '../api/rate-limit.ts';
import type { AccountSeed } from './accounts.ts';
import { type Catalogue, seedCatalogue } from './catalogue.ts';
import { type ContactEvent, ContactsStore } from './contacts-store.ts';

/** One portal: its people, companies and deals, and its share of API requests. */
export class Account {
  readonly seed: AccountSeed;
  readonly catalogue: Catalogue;
  readonly contacts: ContactsStore;
  readonly rate = new RateLimit();

  constructor(seed: AccountSeed, onChange: (event: ContactEvent) => void) {
    this.seed = seed;
    this.catalogue = seedCatalogue(seed);
    this.contacts = new ContactsStore(seed, this.catalogue, onChange);
  }

  reset(): void {
    this.contacts.reseed(this.seed.contacts);
    this.rate.reset();
  }
}
