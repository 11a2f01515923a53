'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { listOf, paging } from '../data/list-of.ts';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useFilters } from '../shell/use-filters.ts';
import { RunPeek } from './run-peek.tsx';
import type { Run } from './run-words.ts';
import { RunsTable } from './runs-table.tsx';

const statuses: { value: Run['status'] | ''; label: string }[] = [
  { value: '', label: 'Any' },
  { value: 'queued', label: 'Waiting' },
  { value: 'running', label: 'Running' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Stopped' },
];

export function RunsList() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const customerId = get('customer');
  const syncId = get('sync');
  const status = statuses.find(({ value }) => value === get('status'))?.value ?? '';
  const filtered = Boolean(customerId || syncId || status);
  const peeked = get('peek');
  const filters = {
    ...(customerId && { customerId }),
    ...(syncId && { syncId }),
    ...(status && { status }),
  };
  const query = useInfiniteQuery(
    trpc.runs.list.infiniteQueryOptions(filters, {
      ...paging,
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),
  );
  const { rows, foot } = listOf(query);
  const clear = () => set({ customer: '', sync: '', status: '', peek: '' });
  return (
    <ListPage
      header={<PageHeader title="Runs">Each time a sync copied something, and what came of it.</PageHeader>}
      filters={
        <>
          <CustomerFilter
            value={customerId}
            onChange={(value) => set({ customer: value, sync: '', peek: '' })}
            all="All"
          />
          <FilterMenu
            name="Status"
            value={status}
            onChange={(value) => set({ status: value, peek: '' })}
            choices={statuses}
          />
          {syncId && (
            <Button size="small" look="quiet" onClick={() => set({ sync: '' })}>
              One sync only. Show all
            </Button>
          )}
          {filtered && (
            <Button size="small" look="quiet" onClick={clear}>
              Clear
            </Button>
          )}
        </>
      }
      peek={peeked && <RunPeek id={peeked} onClose={() => set({ peek: '' })} />}
    >
      <Loaded query={query} what="runs" rows={12}>
        {() => {
          if (rows.length === 0) return filtered ? <NothingFound what="run" onClear={clear} /> : <NoRuns />;
          return (
            <RunsTable
              label="Runs"
              fill
              runs={rows}
              onPeek={(run) => set({ peek: run.id === peeked ? '' : run.id })}
              peeked={peeked || undefined}
              footer={<LoadMore {...foot} />}
            />
          );
        }}
      </Loaded>
    </ListPage>
  );
}

const call = `curl -X POST $PORTICO/api/v1/syncs/syn_…/trigger \\
  -H "Authorization: Bearer sk_…"`;

const NoRuns = () => (
  <EmptyState
    title="Nothing has run yet"
    action={
      <Button asChild>
        <Link href="/customers">Look at the customers</Link>
      </Button>
    }
    call={<CodeBlock code={call} what="API call" />}
  >
    The first run starts by itself as soon as a customer has connected an app. Later ones follow the schedule, or are
    started by hand or by the API.
  </EmptyState>
);
