import { z } from 'zod';
import type { Change } from '../portico/feed-page.ts';
import { Shelf } from './shelf.ts';

/** Kept small: there are 138,000 of them. */
export interface Place {
  syncId: string;
  name: string;
  country: string;
  population: number;
}

const word = z.string().catch('');

/** Databases are read as text: numbers may arrive as either. */
const place = z.object({
  name: word,
  country: word,
  population: z.coerce.number().int().nonnegative().catch(0),
});

/** Rows of one country share one string. */
const countries = new Map<string, string>();

function placeFrom({ id, syncId, data }: Change): Place {
  const { name, country, population } = place.parse(data);
  if (!countries.has(country)) countries.set(country, country);
  return { syncId, name: name || id, country: countries.get(country) ?? country, population };
}

export const placesShelf = (): Shelf<Place> =>
  new Shelf({
    read: placeFrom,
    text: ({ name }) => name,
    order: (a, b) => b.population - a.population || (a.name < b.name ? -1 : 1),
  });
