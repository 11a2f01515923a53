/** What a page of the catalogue shows, as it stands in its address. */
export interface CatalogueView {
  search: string;
  category: string;
  page: number;
}

const longestSearch = 100;

/** Reads an address that anybody may have typed. */
export function readView(query: Record<string, string | string[] | undefined>): CatalogueView {
  const one = (name: string): string => [query[name]].flat()[0] ?? '';
  const page = Number(one('page'));
  return {
    search: one('search').slice(0, longestSearch),
    category: one('category').slice(0, longestSearch),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

export function viewAddress({ search, category, page }: CatalogueView): string {
  const query = new URLSearchParams({
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(category !== '' && { category }),
    ...(page > 1 && { page: String(page) }),
  });
  return query.size === 0 ? '/connectors' : `/connectors?${query}`;
}
