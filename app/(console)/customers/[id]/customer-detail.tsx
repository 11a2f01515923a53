'use client';

import { useQuery } from '@tanstack/react-query';
import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { RunsTable } from '../../runs/runs-table.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { CustomerActions } from './customer-actions.tsx';
import { ErasurePage } from './erasure-page.tsx';
import { InstallationPart } from './installation-part.tsx';
import { PortalLinksSection } from './portal-links-section.tsx';

type Customer = Outputs['customers']['get'];

function stateSentence({ name, connections, attention }: Customer): string {
  if (connections === 0) return `${name} has not connected an app yet.`;
  if (connections === 1) return attention > 0 ? 'Its connection needs attention.' : 'Its connection works.';
  if (attention > 0)
    return `${attention} of ${connections} connections ${attention === 1 ? 'needs' : 'need'} attention.`;
  return `All ${connections} connections work.`;
}

type Installation = Parameters<typeof InstallationPart>[0]['installation'];

/** What is there stands open; what was disconnected is history, one press away. */
function Installations({ items }: { items: Installation[] }) {
  const removed = items.filter((installation) => installation.status === 'removed');
  return (
    <>
      {items
        .filter((installation) => installation.status !== 'removed')
        .map((installation) => (
          <InstallationPart key={installation.id} installation={installation} />
        ))}
      {removed.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted">{removed.length} disconnected earlier</summary>
          <div className="mt-4 flex flex-col gap-4">
            {removed.map((installation) => (
              <InstallationPart key={installation.id} installation={installation} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

export function CustomerDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const customer = useQuery(trpc.customers.get.queryOptions({ id }));
  useTitle(customer.data?.name);
  // What was erased is not found any more; what is being erased has no page but that.
  if (customer.data?.erasingSince || customer.error?.data?.code === 'not_found') return <ErasurePage id={id} />;
  return (
    <Loaded query={customer} what="the customer" page>
      {(data) => <CustomerPageOf customer={data} />}
    </Loaded>
  );
}

function CustomerPageOf({ customer }: { customer: Customer }) {
  const trpc = useTRPC();
  const customerId = customer.id;
  const installations = useQuery(trpc.installations.list.queryOptions({ customerId }, { refetchInterval: 5_000 }));
  const runs = useQuery(trpc.runs.list.queryOptions({ customerId, limit: 10 }, { refetchInterval: 5_000 }));
  return (
    <DetailPage
      header={
        <PageHeader
          title={customer.name}
          crumbs={[{ name: 'Customers', href: '/customers' }, { name: customer.name }]}
          actions={
            <>
              <div className="flex flex-col text-12 text-faint md:items-end">
                <span className="flex items-center gap-1.5">
                  Your id <CopyId id={customer.externalId} what="your id" />
                </span>
                <span className="flex items-center gap-1.5">
                  Portico id <CopyId id={customer.id} what="customer id" short />
                </span>
              </div>
              <CustomerActions customer={customer} />
            </>
          }
        >
          {stateSentence(customer)} Here since <RelativeTime at={customer.createdAt} />.
        </PageHeader>
      }
    >
      <Loaded query={installations} what="installations" rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="max-w-[72ch] text-muted">
              Nothing is installed. {customer.name} finds your integrations in the tab that you have embedded; what its
              people connect there shows up here.
            </p>
          ) : (
            <Installations items={items} />
          )
        }
      </Loaded>
      <PortalLinksSection customer={customer} />
      <Section title="Latest runs">
        <Loaded query={runs} what="runs" rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="px-4 py-3 text-muted">A run is here as soon as a sync has started.</p>
            ) : (
              <RunsTable runs={items} without="customer" label={`Latest runs of ${customer.name}`} />
            )
          }
        </Loaded>
      </Section>
    </DetailPage>
  );
}
