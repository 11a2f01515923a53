import { categories } from '#connectors/kit/index.ts';
import { type ListedConnector, type Registry, registry } from '#connectors/registry.ts';

/** What visitors have asked the catalogue for. */
export interface CatalogueQuestion {
  search: string;
  category: string;
  /** From 1. */
  page: number;
}

export interface CatalogueCard extends ListedConnector {
  /** Of a connector with code: what it brings, in numbers. */
  counts?: { objects: number; actions: number; triggers: number };
}

export interface Catalogue {
  cards: CatalogueCard[];
  /** How many were found, on all pages together. */
  found: number;
  /** How many there are. */
  total: number;
  /** How many have objects, actions or triggers. */
  deep: number;
  page: number;
  pages: number;
  /** Of the search, without regard to the chosen category. */
  categories: { name: string; count: number }[];
}

const cardsOnPage = 60;

export async function listCatalogue(question: CatalogueQuestion): Promise<Catalogue> {
  return catalogueOf(await registry(), question);
}

/** Those with objects and actions first, then by name; what begins with the words that were searched before both. */
export function catalogueOf(registry: Registry, { search, category, page: wanted }: CatalogueQuestion): Catalogue {
  const all = registry.listed();
  const words = plain(search).split(' ').filter(Boolean);
  const matching = all.filter((one) => words.every((word) => textOf(one).includes(word)));
  const rank = (one: ListedConnector) =>
    (words.length > 0 && plain(one.name).startsWith(words.join(' ')) ? 0 : 2) + (one.kind === 'folder' ? 0 : 1);
  const found = matching
    .filter((one) => category === '' || one.category === category)
    .sort((one, other) => rank(one) - rank(other) || collator.compare(one.name, other.name));
  const pages = Math.max(1, Math.ceil(found.length / cardsOnPage));
  const page = Math.min(Math.max(1, wanted), pages);
  const counts = Map.groupBy(matching, (one) => one.category);
  return {
    cards: found.slice((page - 1) * cardsOnPage, page * cardsOnPage).map((one) => cardOf(registry, one)),
    found: found.length,
    total: all.length,
    deep: all.filter(({ kind }) => kind === 'folder').length,
    page,
    pages,
    categories: [...new Set([...categories, ...counts.keys()])].flatMap((name) => {
      const count = counts.get(name)?.length ?? 0;
      return count === 0 && name !== category ? [] : [{ name, count }];
    }),
  };
}

function cardOf(registry: Registry, one: ListedConnector): CatalogueCard {
  // One that is data would have to be judged in full first, and has no such thing as a rule.
  const connector = one.kind === 'folder' ? registry.get(one.slug)?.connector : undefined;
  if (connector === undefined) return one;
  const size = (record: object = {}) => Object.keys(record).length;
  const { objects, actions, triggers } = connector;
  return { ...one, counts: { objects: size(objects), actions: size(actions), triggers: size(triggers) } };
}

const collator = new Intl.Collator('en');
const textOf = ({ slug, name, category, description }: ListedConnector) =>
  plain(`${name} ${slug} ${category} ${description}`);

/** In small letters without accents. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
