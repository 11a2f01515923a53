'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { ExportCsv } from '../../../data/export-csv.tsx';
import { listOf, paging } from '../../../data/list-of.ts';
import { Loaded } from '../../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../../data/trpc.ts';

type Affected = Outputs['integrationVersions']['affected']['items'][number];

const sentencesOf = ({ needs }: Affected): string => needs.map(({ sentence }) => sentence).join(' ');

const kindWords = { answer: 'Must answer', allow: 'Must allow more', mend: 'Must match fields', agree: 'Must agree' };

function NeedStatus({ needs }: Affected) {
  const [first] = needs;
  if (!first) return <Status tone="active" word="By itself" />;
  return <Status tone="waiting" word={kindWords[first.kind]} />;
}

const columns: Column<Affected>[] = [
  { head: 'Customer', cell: ({ customer }) => customer.name },
  { head: 'Has version', align: 'right', cell: ({ version }) => version },
  { head: 'How it comes', cell: (row) => <NeedStatus {...row} /> },
  {
    head: 'Why',
    grow: true,
    cell: (row) => <span title={sentencesOf(row)}>{sentencesOf(row) || 'Nothing has to be done.'}</span>,
  },
];

/** Whom a version affects, and what each of them must do for it. */
export function AffectedList({ slug, version }: { slug: string; version?: number }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const asked = { slug, ...(version !== undefined && { version }) };
  const query = useInfiniteQuery(
    trpc.integrationVersions.affected.infiniteQueryOptions({ ...asked, limit: 100 }, paging),
  );
  const { rows, foot } = listOf(query);
  const asking = rows.filter(({ needs }) => needs.length > 0).length;
  const note =
    rows.length === 0
      ? undefined
      : asking === 0
        ? 'It comes to all of them by itself'
        : `${countWords(asking, 'customer')} of ${foot.more ? 'the first ' : ''}${rows.length} must do something first; until then theirs goes on as it is`;
  return (
    <Section
      title="Who is affected"
      note={note}
      actions={
        rows.length > 0 && (
          <ExportCsv
            name={`${slug}-affected`}
            head={['Customer', 'Your id', 'Customer id', 'Has version', 'What must be done']}
            cells={(row: Affected) => [
              ...[row.customer.name, row.customer.externalId, row.customer.id],
              ...[row.version, sentencesOf(row)],
            ]}
            load={(cursor) =>
              queries.fetchQuery(
                trpc.integrationVersions.affected.queryOptions({ ...asked, limit: 200, ...(cursor && { cursor }) }),
              )
            }
          />
        )
      }
    >
      <Loaded query={query} what="who is affected" rows={3}>
        {() =>
          rows.length === 0 ? (
            <p className="px-4 py-3 text-muted">Nobody has it yet: there is nobody whom it could surprise.</p>
          ) : (
            <DataTable
              label="Customers that are affected"
              columns={columns}
              rows={rows}
              keyOf={(row) => row.installationId}
              hrefOf={({ customer }) => `/customers/${customer.id}`}
              footer={<LoadMore {...foot} />}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
