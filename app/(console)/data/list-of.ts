interface Pages<Item> {
  data: { pages: { items: Item[] }[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The pages of a list as one, and what its foot needs. */
export function listOf<Item>(query: Pages<Item>) {
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return {
    rows,
    foot: {
      shown: rows.length,
      more: query.hasNextPage,
      busy: query.isFetchingNextPage,
      onMore: () => void query.fetchNextPage(),
    },
  };
}

/** For every list: where its next page begins, and the old rows stay until the new ones are there. */
export const paging = { getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor };
