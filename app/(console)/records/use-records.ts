'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listOf, paging } from '../data/list-of.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

export type BrowsedRecord = Outputs['records']['browse']['items'][number];

export interface RecordFilter {
  search: string;
  action: '' | BrowsedRecord['action'];
  /** Only what changed in so many hours; 0 for all. */
  hours: number;
  order: 'key' | 'change';
}

/** The records of a sync, as the filters narrow them. */
export function useRecords(syncId: string, { search, action, hours, order }: RecordFilter) {
  const trpc = useTRPC();
  const since = useMemo(() => (hours > 0 ? new Date(Date.now() - hours * 3_600_000).toISOString() : ''), [hours]);
  const query = useInfiniteQuery(
    trpc.records.browse.infiniteQueryOptions(
      { syncId, order, limit: 100, ...(search && { search }), ...(action && { action }), ...(since && { since }) },
      { ...paging, placeholderData: keepPreviousData },
    ),
  );
  return { query, ...listOf(query) };
}
