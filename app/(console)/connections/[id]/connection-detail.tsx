'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { useTitle } from '../../shell/use-title.ts';
import { SyncRow } from '../../syncs/sync-row.tsx';
import { ConnectionStatus } from '../connection-status.tsx';
import { ConnectionHooks } from './connection-hooks.tsx';
import { Disconnect } from './disconnect.tsx';

type Connection = Outputs['connections']['get'];

export function ConnectionDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const connection = useQuery(trpc.connections.get.queryOptions({ id }, { refetchInterval: 10_000 }));
  useTitle(connection.data && `${connection.data.integration.name} of ${connection.data.customer.name}`);
  return (
    <Loaded query={connection} what="the connection" page>
      {(data) => <ConnectionPageOf connection={data} />}
    </Loaded>
  );
}

function ConnectionPageOf({ connection }: { connection: Connection }) {
  const trpc = useTRPC();
  const [disconnecting, setDisconnecting] = useState(false);
  const syncs = useQuery(trpc.syncs.list.queryOptions({ connectionId: connection.id }, { refetchInterval: 5_000 }));
  const { customer, integration } = connection;
  const gone = connection.status === 'disconnected';
  return (
    <DetailPage
      header={
        <PageHeader
          title={
            <span className="flex items-center gap-2.5">
              <AppIcon connector={connection.connector} size={24} />
              {integration.name} of {customer.name}
            </span>
          }
          crumbs={[
            { name: 'Customers', href: '/customers' },
            { name: customer.name, href: `/customers/${customer.id}` },
            { name: integration.name },
          ]}
          actions={!gone && <Button onClick={() => setDisconnecting(true)}>Disconnect</Button>}
        >
          <StateSentence connection={connection} />
        </PageHeader>
      }
    >
      {connection.reasonSentence && !gone && (
        <Callout
          tone="attention"
          title={connection.reasonSentence}
          text={`Only somebody at ${customer.name} can reconnect; its tab says the same with a button. What was synced before stays.`}
        />
      )}
      <Section title="Account">
        <div className="px-4 py-3.5">
          <Facts
            facts={[
              { name: 'Status', value: <ConnectionStatus status={connection.status} /> },
              { name: 'Account', value: connection.account ?? 'The app gave it no name' },
              {
                name: 'May',
                value:
                  connection.grantedScopes.length === 0 ? (
                    'Whatever this account itself may'
                  ) : (
                    <span className="flex flex-wrap gap-1">
                      {connection.grantedScopes.map((scope) => (
                        <Badge key={scope} mono>
                          {scope}
                        </Badge>
                      ))}
                    </span>
                  ),
              },
              { name: 'Access', value: <Access connection={connection} /> },
              { name: 'Customer', value: <CustomerLink customer={customer} /> },
              { name: 'Connected', value: <RelativeTime at={connection.createdAt} /> },
              { name: 'Id', value: <CopyId id={connection.id} what="connection id" /> },
            ]}
          />
        </div>
      </Section>
      <Section title="Syncs">
        <Loaded query={syncs} what="syncs" rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="px-4 py-3 text-muted">Nothing is synced by this connection.</p>
            ) : (
              <ul>
                {items.map((sync) => (
                  <SyncRow key={sync.id} sync={sync} connection={connection.status} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
      <ConnectionHooks connection={connection} />
      <Disconnect connection={connection} open={disconnecting} onOpenChange={setDisconnecting} />
    </DetailPage>
  );
}

const CustomerLink = ({ customer }: { customer: Connection['customer'] }) => (
  <Link href={`/customers/${customer.id}`} className="font-medium hover:underline">
    {customer.name}
  </Link>
);

function StateSentence({ connection: { status, integration, statusChangedAt } }: { connection: Connection }) {
  const since = <RelativeTime at={statusChangedAt} />;
  switch (status) {
    case 'active':
      return <>In order: {integration.name} answers with this account.</>;
    case 'needs_reauth':
      return <>Stopped {since}: it has to be connected again.</>;
    case 'misconfigured':
      return <>Stopped {since}: its details have to be checked.</>;
    case 'paused':
      return <>Paused {since}. Nothing is synced until it is resumed.</>;
    case 'disconnected':
      return <>Disconnected {since}. Its records are gone from here; what your product has read stays there.</>;
  }
}

function Access({ connection: { status, credentialExpiresAt } }: { connection: Connection }) {
  if (status === 'disconnected') return 'Taken back at the app and destroyed here';
  if (status === 'needs_reauth') return 'Ended; it begins again with the reconnect';
  if (credentialExpiresAt === null) return 'Does not expire';
  const over = Date.parse(credentialExpiresAt) < Date.now();
  return (
    <>
      {over ? 'Ended' : 'Ends'} <RelativeTime at={credentialExpiresAt} />; Portico renews it by itself{' '}
      {over ? 'at the next call' : 'before that'}
    </>
  );
}
