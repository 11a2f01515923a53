'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { listOf, paging } from '../data/list-of.ts';
import { Loaded } from '../data/loaded.tsx';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { useFilters } from '../shell/use-filters.ts';
import { AddCustomer } from './add-customer.tsx';
import { CustomerPeek } from './customer-peek.tsx';
import { CustomerState } from './customer-state.tsx';

type Customer = Outputs['customers']['list']['items'][number];

const columns: Column<Customer>[] = [
  { head: 'Customer', grow: true, cell: (customer) => customer.name },
  { head: 'State', cell: (customer) => <CustomerState customer={customer} /> },
  { head: 'Connections', align: 'right', cell: (customer) => numberWords(customer.connections) },
  { head: 'Your id', cell: (customer) => <CopyId id={customer.externalId} what="your id" /> },
  { head: 'Since', cell: (customer) => <RelativeTime at={customer.createdAt} /> },
];

export function CustomersList() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const [adding, setAdding] = useState(false);
  const search = get('search');
  const peeked = get('peek');
  const query = useInfiniteQuery(
    trpc.customers.list.infiniteQueryOptions(search ? { search } : {}, {
      ...paging,
      placeholderData: keepPreviousData,
    }),
  );
  const { rows, foot } = listOf(query);
  const peekedCustomer = rows.find((customer) => customer.id === peeked);
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      Add a customer
    </Button>
  );

  return (
    <ListPage
      header={<PageHeader title="Customers" actions={rows.length > 0 ? add : undefined} />}
      filters={
        <SearchField label="Search customers" value={search} onChange={(value) => set({ search: value, peek: '' })} />
      }
      peek={peekedCustomer && <CustomerPeek customer={peekedCustomer} onClose={() => set({ peek: '' })} />}
    >
      <Loaded query={query} what="customers">
        {() => {
          if (rows.length === 0 && search) return <NothingFound what="customer" onClear={() => set({ search: '' })} />;
          if (rows.length === 0) return <NoCustomers action={add} />;
          return (
            <DataTable
              label="Customers"
              fill
              columns={columns}
              rows={rows}
              keyOf={(customer) => customer.id}
              hrefOf={(customer) => `/customers/${customer.id}`}
              onPeek={(customer) => set({ peek: customer.id === peeked ? '' : customer.id })}
              peeked={peeked || undefined}
              footer={<LoadMore {...foot} />}
            />
          );
        }}
      </Loaded>
      <AddCustomer open={adding} onOpenChange={setAdding} />
    </ListPage>
  );
}

const call = `curl $PORTICO/api/v1/customers \\
  -H "Authorization: Bearer sk_…" \\
  -H "Content-Type: application/json" \\
  -d '{ "externalId": "globex", "name": "Globex" }'`;

const NoCustomers = ({ action }: { action: React.ReactNode }) => (
  <EmptyState title="No customer is here yet" action={action} call={<CodeBlock code={call} what="API call" />}>
    A customer appears by itself when one of its people opens your integrations tab for the first time. You can also add
    one before, here or by the API.
  </EmptyState>
);
