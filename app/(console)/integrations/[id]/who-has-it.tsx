'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { ExportCsv } from '../../data/export-csv.tsx';
import { listOf, paging } from '../../data/list-of.ts';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import type { IntegrationDetail } from './integration-detail.ts';

type Installation = Outputs['installations']['list']['items'][number];

const accountsOf = ({ connections }: Installation) =>
  connections
    .filter(({ status }) => status !== 'disconnected')
    .map(({ account }) => account ?? 'Account without a name');

const needsPerson = ({ connections }: Installation) =>
  connections.some(({ status }) => status === 'needs_reauth' || status === 'misconfigured');

function stateOf(installation: Installation): { tone: 'active' | 'attention' | 'paused' | 'waiting'; word: string } {
  if (installation.status === 'setup') return { tone: 'waiting', word: 'Setting up' };
  if (needsPerson(installation)) return { tone: 'attention', word: 'Needs attention' };
  return installation.status === 'paused' ? { tone: 'paused', word: 'Paused' } : { tone: 'active', word: 'Working' };
}

const columns: Column<Installation>[] = [
  { head: 'Customer', cell: ({ customer }) => customer.name },
  { head: 'State', cell: (installation) => <Status {...stateOf(installation)} /> },
  { head: 'Account', grow: true, cell: (installation) => accountsOf(installation).join(', ') },
  { head: 'Version', align: 'right', cell: ({ version }) => version },
  { head: 'Since', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

/** The customers that have it now. */
export function WhoHasIt({ detail }: { detail: IntegrationDetail }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const query = useInfiniteQuery(
    trpc.installations.list.infiniteQueryOptions({ integrationId: detail.id, limit: 25 }, paging),
  );
  const { rows, foot } = listOf(query);
  return (
    <Section
      title="Who has it"
      actions={
        rows.length > 0 && (
          <ExportCsv
            name={`${detail.slug}-customers`}
            head={['Customer', 'Customer id', 'State', 'Accounts', 'Version', 'Since']}
            cells={(row: Installation) => [
              ...[row.customer.name, row.customer.id, stateOf(row).word, accountsOf(row).join('; ')],
              ...[row.version, row.createdAt],
            ]}
            load={(cursor) =>
              queries.fetchQuery(
                trpc.installations.list.queryOptions({
                  integrationId: detail.id,
                  limit: 200,
                  ...(cursor && { cursor }),
                }),
              )
            }
          />
        )
      }
    >
      <Loaded query={query} what="customers" rows={3}>
        {() =>
          rows.length === 0 ? (
            <p className="px-4 py-3 text-muted">No customer has connected it yet.</p>
          ) : (
            <DataTable
              label="Customers that have it"
              columns={columns}
              rows={rows}
              keyOf={(row) => row.id}
              hrefOf={(row) => `/customers/${row.customer.id}`}
              footer={<LoadMore {...foot} />}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
