'use client';

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { ExportCsv } from '../data/export-csv.tsx';
import { listOf, paging } from '../data/list-of.ts';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { IntegrationFilter } from '../integrations/integration-filter.tsx';
import { useFilters } from '../shell/use-filters.ts';
import { syncColumns } from './sync-columns.tsx';
import { SyncPeek } from './sync-peek.tsx';
import type { Sync } from './sync-status.tsx';
import { scheduleWords } from './sync-words.ts';

const states = [
  { value: '', label: 'Current' },
  { value: 'on', label: 'On' },
  { value: 'running', label: 'Running' },
  { value: 'failing', label: 'Failing' },
  { value: 'paused', label: 'Paused' },
  { value: 'waiting', label: 'Waiting for a connection' },
  { value: 'ended', label: 'Ended' },
] as const;

const head = ['Sync', 'Customer', 'Integration', 'State', 'Object', 'Model', 'Schedule', 'Records', 'Failures'];
const cells = (sync: Sync) => [
  sync.id,
  sync.customer.name,
  sync.integration.name,
  sync.failingSince ? 'failing' : sync.status,
  sync.object,
  sync.model,
  scheduleWords(sync),
  sync.records,
  sync.failures,
  sync.lastSuccessAt,
  sync.nextRunAt,
];

export function SyncsList() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { get, set } = useFilters();
  const peeked = get('peek');
  const state = states.find(({ value }) => value === get('state'))?.value ?? '';
  const narrowed = {
    ...(get('customer') && { customerId: get('customer') }),
    ...(get('integration') && { integrationId: get('integration') }),
    ...(get('object') && { object: get('object') }),
    ...(get('search') && { search: get('search') }),
    ...(state && { state }),
  };
  const filtered = Object.keys(narrowed).length > 0;
  const filter = { state: 'current' as const, ...narrowed };
  const objects = useQuery(trpc.syncs.objects.queryOptions());
  const query = useInfiniteQuery(
    trpc.syncs.list.infiniteQueryOptions(filter, {
      ...paging,
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),
  );
  const { rows, foot } = listOf(query);
  const ids = rows.map((sync) => sync.id).slice(0, 200);
  const activity = useQuery(
    trpc.syncs.activity.queryOptions(
      { ids, span: 'day' },
      { enabled: ids.length > 0, placeholderData: keepPreviousData, staleTime: 60_000 },
    ),
  );
  const columns = syncColumns(new Map(activity.data?.map((one) => [one.syncId, one])));
  const clear = () => set({ customer: '', integration: '', object: '', state: '', search: '', peek: '' });
  const choose = (name: string) => (value: string) => set({ [name]: value, peek: '' });
  return (
    <ListPage
      header={
        <PageHeader
          title="Syncs"
          actions={
            rows.length > 0 && (
              <ExportCsv<Sync>
                name="syncs"
                head={[...head, 'Last success', 'Next run']}
                cells={cells}
                load={(cursor) =>
                  queries.fetchQuery(trpc.syncs.list.queryOptions({ ...filter, limit: 200, ...(cursor && { cursor }) }))
                }
              />
            )
          }
        >
          What is copied from your customers’ apps, and how it goes.
        </PageHeader>
      }
      filters={
        <>
          <CustomerFilter value={get('customer')} onChange={choose('customer')} all="All" />
          <IntegrationFilter value={get('integration')} onChange={choose('integration')} />
          <FilterMenu
            name="Object"
            value={get('object')}
            onChange={choose('object')}
            choices={[
              { value: '', label: 'Any' },
              ...(objects.data ?? []).map(({ object, label }) => ({ value: object, label })),
            ]}
          />
          <FilterMenu name="State" value={state} onChange={choose('state')} choices={[...states]} />
          <SearchField label="Search syncs" value={get('search')} onChange={choose('search')} />
          {filtered && (
            <Button size="small" look="quiet" onClick={clear}>
              Clear
            </Button>
          )}
        </>
      }
      peek={peeked && <SyncPeek key={peeked} id={peeked} onClose={() => set({ peek: '' })} />}
    >
      <Loaded query={query} what="syncs" rows={12}>
        {() => {
          if (rows.length === 0) return filtered ? <NothingFound what="sync" onClear={clear} /> : <NoSyncs />;
          return (
            <DataTable
              label="Syncs"
              fill
              columns={columns}
              rows={rows}
              keyOf={(sync) => sync.id}
              hrefOf={(sync) => `/syncs/${sync.id}`}
              onPeek={(sync) => set({ peek: sync.id === peeked ? '' : sync.id })}
              peeked={peeked || undefined}
              footer={<LoadMore {...foot} />}
            />
          );
        }}
      </Loaded>
    </ListPage>
  );
}

const call = `curl $PORTICO/api/v1/syncs \\
  -H "Authorization: Bearer sk_…"`;

const NoSyncs = () => (
  <EmptyState
    title="Nothing is synced yet"
    action={
      <Button asChild>
        <Link href="/integrations">Look at the integrations</Link>
      </Button>
    }
    call={<CodeBlock code={call} what="API call" />}
  >
    A sync copies one kind of record from a customer’s app, again and again. It starts by itself as soon as a customer
    has connected an app in your integrations tab.
  </EmptyState>
);
