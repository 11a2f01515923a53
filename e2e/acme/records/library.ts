import { type Customer, type CustomerId, customers } from '../accounts.ts';
import { type Person, peopleShelf } from './person.ts';
import { type Place, placesShelf } from './place.ts';
import type { Shelf } from './shelf.ts';

export const models = ['contact', 'place'] as const;
export type Model = (typeof models)[number];

export interface CustomerShelves {
  contact: Shelf<Person>;
  place: Shelf<Place>;
}

/**
 * What Portico brought, per customer: nothing that is read from here can be another customer's. In memory on purpose:
 * after a restart Acme reads the feed from its beginning, which is what a change feed is for. A product with a database
 * keeps rows and cursor there, and saves both in one transaction.
 */
export class Library {
  readonly #shelves: ReadonlyMap<CustomerId, CustomerShelves>;

  constructor() {
    const empty = (): CustomerShelves => ({ contact: peopleShelf(), place: placesShelf() });
    this.#shelves = new Map(customers.map(({ id }) => [id, empty()]));
  }

  of({ id }: Customer): CustomerShelves {
    const shelves = this.#shelves.get(id);
    if (shelves === undefined) throw new Error(`Acme has no customer ${id}.`);
    return shelves;
  }
}
