'use client';

import { useQuery } from '@tanstack/react-query';
import { type Outputs, useTRPC } from '../data/trpc.ts';

export type RecordDetail = Outputs['records']['get'];

/** One record with what it was before and where it came from, and what of it could not be stored. */
export function useRecord(syncId: string, id: string) {
  const trpc = useTRPC();
  const record = useQuery(trpc.records.get.queryOptions({ syncId, id }, { refetchInterval: 15_000 }));
  const failures = useQuery(trpc.failures.list.queryOptions({ syncId, externalId: id, limit: 1 }));
  return { record, failure: failures.data?.items[0] };
}
