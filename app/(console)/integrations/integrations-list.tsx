'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { AppIcon } from '../data/app-icon.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useFilters } from '../shell/use-filters.ts';
import { FunnelBars } from './funnel/funnel-picture.tsx';
import { type FunnelRow, sinceOf } from './funnel/stages.ts';
import { IntegrationPeek } from './integration-peek.tsx';
import { type Integration, IntegrationStatus, OauthAppStatus } from './integration-status.tsx';

const columnsOf = (funnel: Map<string | null, FunnelRow>): Column<Integration>[] => [
  {
    head: 'Integration',
    cell: (integration) => (
      <span className="flex items-center gap-2.5">
        <AppIcon connector={integration.connector} />
        {integration.name}
      </span>
    ),
  },
  { head: 'What your customers read', grow: true, cell: (integration) => integration.description },
  { head: 'State', cell: (integration) => <IntegrationStatus status={integration.status} /> },
  { head: 'OAuth app', cell: (integration) => <OauthAppStatus oauthApp={integration.oauthApp} /> },
  { head: 'Customers', align: 'right', cell: (integration) => numberWords(integration.installations) },
  {
    head: 'Last 30 days',
    cell: (integration) =>
      integration.status === 'coming_soon' ? (
        countWords(integration.votes, 'vote')
      ) : (
        <FunnelBars row={funnel.get(integration.slug)} />
      ),
  },
  { head: 'Version', align: 'right', cell: (integration) => integration.liveVersion ?? '–' },
];

function stateSentence(items: Integration[]): string {
  const broken = items.filter((item) => item.problem !== null);
  if (broken.length > 0) return `${countWords(broken.length, 'integration')} can't be offered at the moment.`;
  const missing = items.filter((item) => item.oauthApp.needed && !item.oauthApp.configured);
  if (missing.length === 0) return 'What your customers find in the tab. All of it can be connected.';
  const names = missing.map((item) => item.name).join(', ');
  return `${names} can't be connected yet: Portico needs the OAuth ${missing.length === 1 ? 'app' : 'apps'} that you registered there.`;
}

/** Integrations whose connector folder has a mistake: hidden from customers, so somebody must hear of it. */
function Problems({ items }: { items: Integration[] }) {
  const broken = items.filter((item) => item.problem !== null);
  return broken.map((item) => (
    <div key={item.id} className="px-4 pt-4 md:px-6">
      <Callout
        tone="failed"
        title={`Customers do not see ${item.name}: its connector can't be used.`}
        text={item.problem}
      />
    </div>
  ));
}

export function IntegrationsList() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const peeked = get('peek');
  const query = useQuery(trpc.integrations.list.queryOptions({ limit: 200 }));
  const funnel = useQuery(trpc.funnel.get.queryOptions({ from: sinceOf('') }));
  const columns = columnsOf(new Map(funnel.data?.items.map((row) => [row.key, row])));
  const peekedIntegration = query.data?.items.find((one) => one.id === peeked);
  return (
    <ListPage
      header={
        <PageHeader
          title="Integrations"
          actions={
            <>
              <Button look="quiet" asChild>
                <Link href="/integrations/funnel">Funnel</Link>
              </Button>
              <Button asChild>
                <Link href="/integrations/connectors">Connectors</Link>
              </Button>
              <Button look="primary" asChild>
                <Link href="/integrations/new">New integration</Link>
              </Button>
            </>
          }
        >
          {query.data && query.data.items.length > 0 && stateSentence(query.data.items)}
        </PageHeader>
      }
      peek={
        peekedIntegration && (
          <IntegrationPeek key={peeked} integration={peekedIntegration} onClose={() => set({ peek: '' })} />
        )
      }
    >
      <Loaded query={query} what="integrations">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title="Nothing is offered yet"
              action={
                <Button look="primary" asChild>
                  <Link href="/integrations/new">New integration</Link>
                </Button>
              }
            >
              An integration is an app that your customers can connect, with what is synced from it. It is made of a
              connector: one of the list, or one that you describe yourself. Those of the demo appear here once it was
              started with <code className="font-mono">npm run demo</code>.
            </EmptyState>
          ) : (
            <>
              <Problems items={items} />
              <DataTable
                label="Integrations"
                fill
                columns={columns}
                rows={items}
                keyOf={(integration) => integration.id}
                hrefOf={(integration) => `/integrations/${integration.id}`}
                onPeek={(integration) => set({ peek: integration.id === peeked ? '' : integration.id })}
                peeked={peeked || undefined}
                footer={
                  <p className="px-4 py-3 text-12 text-faint md:px-6">{countWords(items.length, 'integration')}</p>
                }
              />
            </>
          )
        }
      </Loaded>
    </ListPage>
  );
}
