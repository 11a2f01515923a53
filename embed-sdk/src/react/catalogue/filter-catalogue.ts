import type { CardState, CatalogueEntry } from '../../core/contract.ts';

export interface CatalogueFilter {
  search: string;
  /** Empty: all of them. */
  category: string;
  show: 'all' | 'connected';
}

export const everything: CatalogueFilter = { search: '', category: '', show: 'all' };

const CONNECTED: readonly CardState[] = ['connected', 'needs_attention', 'paused'];

export const isConnected = (entry: CatalogueEntry): boolean => CONNECTED.includes(entry.state);

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word must be somewhere in name, category or text; a match in the name comes first. */
function matchOf(entry: CatalogueEntry, words: string[]): number {
  const name = plain(entry.name);
  const all = `${name} ${plain(entry.category)} ${plain(entry.description)}`;
  if (!words.every((word) => all.includes(word))) return 0;
  return words.some((word) => name.includes(word)) ? 2 : 1;
}

/** What to show, in order: what needs attention first, then by how well it matches, then as the server listed it. */
export function filterCatalogue(entries: readonly CatalogueEntry[], filter: CatalogueFilter): CatalogueEntry[] {
  const words = plain(filter.search).split(/\s+/).filter(Boolean);
  const urgent = (entry: CatalogueEntry) => (entry.state === 'needs_attention' ? 1 : 0);
  return entries
    .filter((entry) => filter.show === 'all' || isConnected(entry))
    .filter((entry) => filter.category === '' || entry.category === filter.category)
    .map((entry) => ({ entry, match: matchOf(entry, words) }))
    .filter(({ match }) => words.length === 0 || match > 0)
    .sort((one, other) => urgent(other.entry) - urgent(one.entry) || other.match - one.match)
    .map(({ entry }) => entry);
}
