import { expect, test } from 'vitest';
import type { CardState, CatalogueEntry } from '../../core/contract.ts';
import { everything, filterCatalogue } from './filter-catalogue.ts';

const entry = (name: string, state: CardState, category = 'CRM', description = ''): CatalogueEntry => ({
  slug: name.toLowerCase(),
  name,
  description,
  category,
  iconUrl: '',
  state,
});

const entries = [
  entry('Tidewater', 'available', 'CRM', 'People and companies.'),
  entry('Huddle', 'connected', 'Messaging', 'Tell the team.'),
  entry('Ledgerly', 'needs_attention', 'Accounting', 'Invoices.'),
  entry('Café', 'paused', 'Commerce', 'A till for people.'),
];
const names = (filter: Partial<typeof everything>) =>
  filterCatalogue(entries, { ...everything, ...filter }).map(({ name }) => name);

test('what needs attention comes first, the rest stays in order', () => {
  expect(names({})).toEqual(['Ledgerly', 'Tidewater', 'Huddle', 'Café']);
});

test('connected means connected, whatever its health', () => {
  expect(names({ show: 'connected' })).toEqual(['Ledgerly', 'Huddle', 'Café']);
});

test('search looks at name, category and text, without accents, name first', () => {
  expect(names({ search: 'cafe' })).toEqual(['Café']);
  expect(names({ search: 'people' })).toEqual(['Tidewater', 'Café']);
  expect(names({ search: 'team messaging' })).toEqual(['Huddle']);
  expect(names({ search: 'zzz' })).toEqual([]);
});

test('a category narrows', () => {
  expect(names({ category: 'Accounting' })).toEqual(['Ledgerly']);
});
