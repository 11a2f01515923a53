'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Status } from '#app/ui/status.tsx';
import { listOf, paging } from '../data/list-of.ts';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import type { Choice, Failure } from './failure-words.ts';

const columns: Column<Failure>[] = [
  { head: 'Record', cell: (failure) => <span className="font-mono text-12">{failure.recordId}</span> },
  { head: 'Customer', cell: (failure) => failure.customer.name },
  { head: 'What happened', grow: true, cell: (failure) => failure.message },
  {
    head: 'State',
    cell: (failure) =>
      failure.waiting ? <Status tone="waiting" word="Being read again" /> : <Status tone="failed" word="Not stored" />,
  },
  { head: 'First seen', align: 'right', cell: (failure) => <RelativeTime at={failure.firstSeenAt} /> },
  { head: 'Last seen', align: 'right', cell: (failure) => <RelativeTime at={failure.lastSeenAt} /> },
];

interface CauseRecordsProps {
  choice: Choice;
  state: 'open' | 'ignored';
  peeked: Failure | null;
  onPeek: (failure: Failure | null) => void;
}

/** The records of one cause. */
export function CauseRecords({ choice, state, peeked, onPeek }: CauseRecordsProps) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.failures.list.infiniteQueryOptions({ ...choice, state, limit: 50 }, { ...paging, refetchInterval: 15_000 }),
  );
  const { rows, foot } = listOf(query);
  return (
    <div className="border-t border-line bg-canvas md:px-2">
      <Loaded query={query} what="records that failed" rows={3}>
        {() => (
          <DataTable
            label="Records that failed"
            columns={columns}
            rows={rows}
            keyOf={(failure) => failure.id}
            onPeek={(failure) => onPeek(failure.id === peeked?.id ? null : failure)}
            peeked={peeked?.id}
            footer={foot.more ? <LoadMore {...foot} /> : undefined}
          />
        )}
      </Loaded>
    </div>
  );
}
