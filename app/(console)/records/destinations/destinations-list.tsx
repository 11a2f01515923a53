'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import { listOf, paging } from '../../data/list-of.ts';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { DestinationPeek } from './destination-peek.tsx';
import { contentWords, type Destination, DestinationState } from './destination-state.tsx';

const columns: Column<Destination>[] = [
  {
    head: 'Destination',
    cell: ({ connector, name }) => (
      <span className="flex items-center gap-2">
        <AppIcon connector={connector} size={16} />
        <span className="truncate">{name}</span>
      </span>
    ),
  },
  { head: 'State', cell: (destination) => <DestinationState destination={destination} /> },
  { head: 'What it gets', cell: contentWords },
  { head: 'Where it is', grow: true, cell: ({ account }) => <span className="font-mono text-12">{account}</span> },
  { head: 'Behind', align: 'right', cell: ({ behind }) => numberWords(behind) },
  { head: 'Delivered', align: 'right', cell: ({ delivered }) => numberWords(delivered) },
  {
    head: 'Last delivery',
    align: 'right',
    cell: ({ deliveredAt }) => (deliveredAt ? <RelativeTime at={deliveredAt} /> : 'None yet'),
  },
];

const call = `curl $PORTICO/api/v1/destinations \\
  -H "Authorization: Bearer sk_…" \\
  -H "Content-Type: application/json" \\
  -d '{ "name": "Warehouse", "connector": "…", "fields": { … } }'`;

/** The vendor's own databases and buckets, to which records are carried. */
export function DestinationsList() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const peeked = get('peek');
  const query = useInfiniteQuery(
    trpc.destinations.list.infiniteQueryOptions(
      {},
      { ...paging, placeholderData: keepPreviousData, refetchInterval: 5_000 },
    ),
  );
  const { rows, foot } = listOf(query);
  const shown = rows.find(({ id }) => id === peeked);
  const add = (
    <Button look="primary" asChild>
      <Link href="/records/destinations/new">New destination</Link>
    </Button>
  );
  return (
    <ListPage
      header={
        <PageHeader
          title="Destinations"
          crumbs={[{ name: 'Records', href: '/records' }, { name: 'Destinations' }]}
          actions={rows.length > 0 && add}
        >
          Databases and buckets of your own, to which every change of a record is carried.
        </PageHeader>
      }
      peek={shown && <DestinationPeek destination={shown} onClose={() => set({ peek: '' })} />}
    >
      <Loaded query={query} what="destinations">
        {() =>
          rows.length === 0 ? (
            <EmptyState
              title="Records stay here, for your product to read"
              action={add}
              call={<CodeBlock code={call} what="API call" />}
            >
              Make a destination, and they are carried into your own database or bucket too: first all that there are,
              then every change within seconds, deletions included. Nothing is lost while it can’t be reached.
            </EmptyState>
          ) : (
            <DataTable
              label="Destinations"
              fill
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => `/records/destinations/${id}`}
              onPeek={({ id }) => set({ peek: id === peeked ? '' : id })}
              peeked={peeked || undefined}
              footer={<LoadMore {...foot} />}
            />
          )
        }
      </Loaded>
    </ListPage>
  );
}
