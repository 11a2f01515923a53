'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useFilters } from '../shell/use-filters.ts';
import type { Sync } from '../syncs/sync-status.tsx';
import { ColumnPicker } from './column-picker.tsx';
import { fieldsOf, shownFields } from './record-columns.tsx';
import { RecordPeek } from './record-peek.tsx';
import { RecordsTable } from './records-table.tsx';
import { useRecords } from './use-records.ts';

const actions: { value: '' | 'added' | 'updated' | 'deleted'; label: string }[] = [
  { value: '', label: 'Any' },
  { value: 'added', label: 'Added' },
  { value: 'updated', label: 'Updated' },
  { value: 'deleted', label: 'Deleted' },
];

const times = [
  { value: '', label: 'Any time' },
  { value: '1', label: 'The last hour' },
  { value: '24', label: 'The last 24 hours' },
  { value: '168', label: 'The last 7 days' },
  { value: '720', label: 'The last 30 days' },
];

const orders = [
  { value: '', label: 'Latest change first' },
  { value: 'key', label: 'By key' },
];

const call = `curl "$PORTICO/api/v1/records?customer=globex" \\
  -H "Authorization: Bearer sk_…"`;

const nameOf = (sync: Sync) => `${sync.label}, ${numberWords(sync.records)}`;

export function RecordsPageOf() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const customerId = get('customer');
  const syncs = useQuery(trpc.syncs.list.queryOptions({ limit: 200, ...(customerId && { customerId }) }));
  // Whoever comes here without a choice sees the fullest sync rather than an empty page.
  const fullest = syncs.data?.items.toSorted((a, b) => b.records - a.records)[0];
  const sync = syncs.data?.items.find((one) => one.id === get('sync')) ?? fullest;
  return (
    <Loaded query={syncs} what="records" page rows={12}>
      {({ items }) => {
        if (sync) return <RecordsOf key={sync.id} sync={sync} syncs={items} />;
        return (
          <ListPage
            header={<PageHeader title="Records" />}
            filters={
              customerId && (
                <CustomerFilter value={customerId} onChange={(value) => set({ customer: value })} all="All" />
              )
            }
          >
            <EmptyState
              title="No record is here yet"
              action={
                <Button asChild>
                  <Link href="/customers">Look at the customers</Link>
                </Button>
              }
              call={<CodeBlock code={call} what="API call" />}
            >
              Records arrive with the first sync, which starts as soon as a customer has connected an app. Your product
              reads the same ones by the API.
            </EmptyState>
          </ListPage>
        );
      }}
    </Loaded>
  );
}

function RecordsOf({ sync, syncs }: { sync: Sync; syncs: Sync[] }) {
  const { get, set } = useFilters();
  const search = get('search');
  const action = actions.find(({ value }) => value === get('action'))?.value ?? '';
  const peeked = get('peek');
  const hours = times.find(({ value }) => value === get('changed'))?.value ?? '';
  const order = get('order') === 'key' ? 'key' : 'change';
  const records = useRecords(sync.id, { search, action, hours: Number(hours), order });
  const chosen = get('columns').split(',').filter(Boolean);
  const fields = shownFields(chosen, records.rows);
  const severalCustomers = new Set(syncs.map((one) => one.customer.id)).size > 1;
  return (
    <ListPage
      header={
        <PageHeader
          title="Records"
          actions={
            <Button asChild>
              <Link href="/records/destinations">Destinations</Link>
            </Button>
          }
        >
          {countWords(sync.records, 'record')} of {sync.customer.name}, from the sync of {sync.label}.
        </PageHeader>
      }
      filters={
        <>
          <CustomerFilter
            value={sync.customer.id}
            onChange={(value) => set({ customer: value, sync: '', columns: '', peek: '' })}
            all="All"
          />
          <FilterMenu
            name="Sync"
            value={sync.id}
            onChange={(value) => set({ sync: value, columns: '', peek: '' })}
            choices={syncs.map((one) => ({
              value: one.id,
              label: severalCustomers ? `${one.customer.name}: ${nameOf(one)}` : nameOf(one),
            }))}
          />
          <FilterMenu
            name="Last change"
            value={action}
            onChange={(value) => set({ action: value, peek: '' })}
            choices={actions}
          />
          <FilterMenu
            name="Time"
            value={hours}
            onChange={(value) => set({ changed: value, peek: '' })}
            choices={times}
          />
          <FilterMenu
            name="Order"
            value={order === 'key' ? 'key' : ''}
            onChange={(value) => set({ order: value })}
            choices={orders}
          />
          <ColumnPicker
            fields={fieldsOf(records.rows)}
            shown={fields}
            chosen={chosen.length > 0}
            onChange={(next) => set({ columns: next.join(',') })}
          />
          <SearchField
            label="Search keys and values"
            value={search}
            onChange={(value) => set({ search: value, peek: '' })}
          />
        </>
      }
      peek={peeked && <RecordPeek key={peeked} id={peeked} sync={sync} onClose={() => set({ peek: '' })} />}
    >
      <RecordsTable
        records={records}
        fields={fields}
        filtered={Boolean(search || action || hours)}
        onClear={() => set({ search: '', action: '', changed: '' })}
        peeked={peeked}
        onPeek={(record) => set({ peek: record.id === peeked ? '' : record.id })}
      />
    </ListPage>
  );
}
