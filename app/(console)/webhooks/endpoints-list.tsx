'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { AddEndpoint } from './add-endpoint.tsx';
import { type Endpoint, EndpointStatus } from './endpoint-status.tsx';

const columns: Column<Endpoint>[] = [
  { head: 'Address', grow: true, cell: (endpoint) => <span className="font-mono text-12">{endpoint.url}</span> },
  { head: 'State', cell: (endpoint) => <EndpointStatus endpoint={endpoint} /> },
  {
    head: 'Told about',
    cell: (endpoint) => (endpoint.events.length === 0 ? 'Everything' : endpoint.events.join(', ')),
  },
  { head: 'Created', align: 'right', cell: (endpoint) => <RelativeTime at={endpoint.createdAt} /> },
];

const call = `curl $PORTICO/api/v1/webhook-endpoints \\
  -H "Authorization: Bearer sk_…" \\
  -H "Content-Type: application/json" \\
  -d '{ "url": "https://acme.example/portico-events" }'`;

export function EndpointsList() {
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const query = useQuery(trpc.webhooks.endpoints.list.queryOptions({ limit: 200 }));
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      Add an endpoint
    </Button>
  );
  return (
    <ListPage
      header={
        <PageHeader title="Webhooks" actions={query.data && query.data.items.length > 0 && add}>
          Where your product is told that something changed.
        </PageHeader>
      }
    >
      <Loaded query={query} what="endpoints">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nobody is told yet" action={add} call={<CodeBlock code={call} what="API call" />}>
              Portico posts a signed message (Standard Webhooks) to your address whenever records change or a connection
              needs somebody. Failed deliveries are tried again, with growing pauses, and can be replayed here.
            </EmptyState>
          ) : (
            <DataTable
              label="Webhook endpoints"
              fill
              columns={columns}
              rows={items}
              keyOf={(endpoint) => endpoint.id}
              hrefOf={(endpoint) => `/webhooks/${endpoint.id}`}
            />
          )
        }
      </Loaded>
      <AddEndpoint open={adding} onOpenChange={setAdding} />
    </ListPage>
  );
}
