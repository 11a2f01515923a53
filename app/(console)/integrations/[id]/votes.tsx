'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { ExportCsv } from '../../data/export-csv.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import type { IntegrationDetail } from './integration-detail.ts';

type Vote = Outputs['integrations']['votes']['items'][number];

const columns: Column<Vote>[] = [
  { head: 'Customer', cell: ({ customer }) => customer.name },
  { head: 'Plan', cell: ({ customer }) => (customer.plan ? <Badge>{customer.plan}</Badge> : 'None known') },
  { head: 'What they wrote', grow: true, cell: ({ note }) => note ?? '' },
  { head: 'Asked', cell: ({ at }) => <RelativeTime at={at} /> },
];

/** Who asked for it while it was coming soon. */
export function Votes({ detail }: { detail: IntegrationDetail }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.integrations.votes.queryOptions({ slug: detail.slug });
  const query = useQuery(options);
  const isSoon = detail.status === 'coming_soon';
  // Nobody is asked for a voice where the app is there.
  if (!isSoon && (query.data?.items.length ?? 0) === 0) return null;
  return (
    <Section
      title="Asked for"
      note={query.data && query.data.items.length > 0 && `by ${countWords(query.data.items.length, 'customer')}`}
      actions={
        query.data &&
        query.data.items.length > 0 && (
          <ExportCsv
            name={`${detail.slug}-asked-for`}
            head={['Customer', 'Customer id', 'Plan', 'Wrote', 'At']}
            cells={({ customer, note, at }: Vote) => [customer.name, customer.id, customer.plan, note, at]}
            load={async () => ({ items: (await queries.fetchQuery(options)).items, nextCursor: null })}
          />
        )
      }
    >
      <Loaded query={query} what="who asked" rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-4 py-3 text-muted">
              Nobody has asked yet. Customers see it as coming soon, with a button to ask for it.
            </p>
          ) : (
            <DataTable
              label="Customers who asked for it"
              columns={columns}
              rows={items}
              keyOf={({ customer }) => customer.id}
              hrefOf={({ customer }) => `/customers/${customer.id}`}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
