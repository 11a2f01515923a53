'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { ConnectionStatus } from '../connections/connection-status.tsx';
import { Loaded } from '../data/loaded.tsx';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { CustomerState } from './customer-state.tsx';

interface CustomerPeekProps {
  customer: Outputs['customers']['list']['items'][number];
  onClose: () => void;
}

export function CustomerPeek({ customer, onClose }: CustomerPeekProps) {
  const trpc = useTRPC();
  const connections = useQuery(trpc.connections.list.queryOptions({ customerId: customer.id }));
  return (
    <PeekPanel
      title={customer.name}
      label={`Customer ${customer.name}`}
      href={`/customers/${customer.id}`}
      onClose={onClose}
    >
      <Facts
        facts={[
          { name: 'State', value: <CustomerState customer={customer} /> },
          { name: 'Your id', value: <CopyId id={customer.externalId} what="your id" /> },
          { name: 'Portico id', value: <CopyId id={customer.id} what="customer id" /> },
          { name: 'Since', value: <RelativeTime at={customer.createdAt} /> },
        ]}
      />
      <div>
        <h3 className="mb-1 text-12 font-medium text-faint">Connections</h3>
        <Loaded query={connections} what="connections" rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-muted">{customer.name} has not connected an app yet.</p>
            ) : (
              <ul>
                {items.map((connection) => (
                  <li key={connection.id} className="border-b border-line py-2 last:border-0">
                    <div className="flex items-center justify-between gap-3">
                      <Link href={`/connections/${connection.id}`} className="truncate font-medium hover:underline">
                        {connection.integration.name}
                      </Link>
                      <ConnectionStatus status={connection.status} />
                    </div>
                    {connection.reasonSentence && <p className="text-12 text-muted">{connection.reasonSentence}</p>}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </PeekPanel>
  );
}
