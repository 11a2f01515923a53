'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { listOf, paging } from '../data/list-of.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

export type BrowsedRecord = Outputs['records']['browse']['items'][number];

/** The records of a sync, as the filters narrow them. */
export function useRecords(syncId: string, search: string, action: '' | BrowsedRecord['action']) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.records.browse.infiniteQueryOptions(
      { syncId, limit: 100, ...(search && { search }), ...(action && { action }) },
      { ...paging, placeholderData: keepPreviousData },
    ),
  );
  return { query, ...listOf(query) };
}
