'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { useNow } from '#app/ui/use-now.ts';
import { listOf, paging } from '../../data/list-of.ts';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { DeliveryPeek } from './delivery-peek.tsx';
import { type Delivery, DeliveryStatus } from './delivery-status.tsx';

const columns: Column<Delivery>[] = [
  { head: 'Message', grow: true, cell: (delivery) => <span className="font-mono text-12">{delivery.type}</span> },
  { head: 'Status', cell: (delivery) => <DeliveryStatus status={delivery.status} /> },
  { head: 'Attempts', align: 'right', cell: (delivery) => delivery.attempts },
  { head: 'Next attempt', cell: (delivery) => <NextAttempt at={delivery.nextAttemptAt} /> },
  { head: 'Kind', cell: (delivery) => (delivery.replayOf ? 'Replay' : 'First') },
  { head: 'Created', align: 'right', cell: (delivery) => <RelativeTime at={delivery.createdAt} /> },
];

function NextAttempt({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return null;
  return Date.parse(at) <= now ? 'Now' : <RelativeTime at={at} />;
}

const statuses: { value: Delivery['status'] | ''; label: string }[] = [
  { value: '', label: 'Any' },
  { value: 'pending', label: 'Waiting' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
];

export function DeliveriesList({ endpointId, header }: { endpointId: string; header: ReactNode }) {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const status = statuses.find(({ value }) => value === get('status'))?.value ?? '';
  const peeked = get('peek');
  const query = useInfiniteQuery(
    trpc.webhooks.deliveries.list.infiniteQueryOptions(
      { endpointId, ...(status && { status }) },
      { ...paging, placeholderData: keepPreviousData, refetchInterval: 5_000 },
    ),
  );
  const { rows, foot } = listOf(query);
  return (
    <ListPage
      header={header}
      filters={
        <FilterMenu
          name="Status"
          value={status}
          onChange={(value) => set({ status: value, peek: '' })}
          choices={statuses}
        />
      }
      peek={
        peeked && (
          <DeliveryPeek
            id={peeked}
            onClose={() => set({ peek: '' })}
            onReplayed={(id) => set({ peek: id, status: '' })}
          />
        )
      }
    >
      <Loaded query={query} what="deliveries">
        {() => {
          if (rows.length === 0 && status) return <NothingFound what="delivery" onClear={() => set({ status: '' })} />;
          if (rows.length === 0) {
            return (
              <EmptyState title="Nothing was sent yet">
                The first message goes out as soon as something happens that this endpoint wants to hear of.
              </EmptyState>
            );
          }
          return (
            <DataTable
              label="Deliveries"
              fill
              columns={columns}
              rows={rows}
              keyOf={(delivery) => delivery.id}
              onPeek={(delivery) => set({ peek: delivery.id === peeked ? '' : delivery.id })}
              peeked={peeked || undefined}
              footer={<LoadMore {...foot} />}
            />
          );
        }}
      </Loaded>
    </ListPage>
  );
}
