'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { durationWords } from '#app/ui/time-words.ts';
import { ExportCsv } from '../../data/export-csv.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { FunnelPicture } from './funnel-picture.tsx';
import { FunnelSentence } from './funnel-sentence.tsx';
import { type FunnelRow, percent, ranges, sinceOf, stages, summed } from './stages.ts';

const groups = [
  { value: '', label: 'Integration' },
  { value: 'plan', label: 'Plan' },
  { value: 'week', label: 'Week' },
];
type Group = 'integration' | 'plan' | 'week';

const nameOf = (by: Group, { key, name }: FunnelRow): string => {
  if (by === 'integration') return name ?? key ?? '';
  return key ?? (by === 'plan' ? 'No plan known' : '');
};

const columnsOf = (by: Group): Column<FunnelRow>[] => [
  { head: groups.find(({ value }) => (value || 'integration') === by)?.label ?? '', cell: (row) => nameOf(by, row) },
  ...stages.map(
    ({ key, name }): Column<FunnelRow> => ({
      head: name,
      align: 'right',
      cell: (row) => (
        <>
          {numberWords(row[key])}
          {key !== 'viewed' && (
            <span className="inline-block w-12 text-12 text-faint">{percent(row[key], row.viewed)}</span>
          )}
        </>
      ),
    }),
  ),
  {
    head: 'Half finish within',
    align: 'right',
    cell: ({ medianSecondsToConfigured: seconds }) => (seconds === null ? '–' : durationWords(seconds * 1000)),
  },
];

/** How far customers come: by integration, plan and week. */
export function FunnelPage() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { get, set } = useFilters();
  const [integration, plan, range] = [get('integration'), get('plan'), get('range')];
  const by: Group = get('by') === 'plan' ? 'plan' : get('by') === 'week' ? 'week' : 'integration';
  const only = { from: sinceOf(range), ...(integration && { integration }), ...(plan && { plan }) };
  const options = trpc.funnel.get.queryOptions({ ...only, by }, { placeholderData: keepPreviousData });
  const query = useQuery(options);
  const integrations = useQuery(trpc.integrations.list.queryOptions({ limit: 200 }));
  // By every plan there is, also while one is chosen.
  const plans = useQuery(trpc.funnel.get.queryOptions({ from: sinceOf(range), by: 'plan' }));
  const planNames = (plans.data?.items ?? []).flatMap(({ key }) => key ?? []);
  return (
    <DetailPage
      header={
        <PageHeader
          title="From looking to working"
          crumbs={[{ name: 'Integrations', href: '/integrations' }, { name: 'Funnel' }]}
          actions={
            <ExportCsv
              name={`funnel-by-${by}`}
              head={['Of', ...stages.map(({ name }) => name), 'Median seconds from beginning to finished']}
              cells={(row: FunnelRow) => [
                nameOf(by, row),
                ...stages.map(({ key }) => row[key]),
                row.medianSecondsToConfigured,
              ]}
              load={async () => ({ items: (await queries.fetchQuery(options)).items, nextCursor: null })}
            />
          }
        >
          How far your customers come with each integration. Each customer counts once, as far as it came; what an ad
          blocker hid of the way there is filled in.
        </PageHeader>
      }
    >
      <div className="flex flex-wrap gap-2">
        <FilterMenu name="Time" value={range} onChange={(value) => set({ range: value })} choices={ranges} />
        <FilterMenu
          name="Integration"
          value={integration}
          onChange={(value) => set({ integration: value })}
          choices={[
            { value: '', label: 'Any' },
            ...(integrations.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
        <FilterMenu
          name="Plan"
          value={plan}
          onChange={(value) => set({ plan: value })}
          choices={[{ value: '', label: 'Any' }, ...planNames.map((name) => ({ value: name, label: name }))]}
        />
        <FilterMenu
          name="By"
          value={by === 'integration' ? '' : by}
          onChange={(value) => set({ by: value })}
          choices={groups}
        />
      </div>
      <Loaded query={query} what="the funnel" rows={6}>
        {({ items }) => {
          const all = summed(items);
          if (all.viewed === 0)
            return (
              <p className="text-muted">
                No customer has looked at an integration with these filters. What the tab tells is counted here, from
                the first look on.
              </p>
            );
          return (
            <>
              <Section title="All of them" note={plan && <Badge>{plan}</Badge>}>
                <div className="flex flex-col gap-2 px-4 py-3">
                  <FunnelSentence row={all} />
                  <FunnelPicture row={all} label="All of them, from looking to working" />
                </div>
              </Section>
              <Section title={`By ${by}`} note="Percent of those who looked">
                <DataTable
                  label={`Funnel by ${by}`}
                  columns={columnsOf(by)}
                  rows={items}
                  keyOf={(row) => row.key ?? ''}
                />
              </Section>
            </>
          );
        }}
      </Loaded>
    </DetailPage>
  );
}
