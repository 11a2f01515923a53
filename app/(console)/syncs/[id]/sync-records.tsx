'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { RecordsChart } from '../../overview/records-chart.tsx';
import { useFilters } from '../../shell/use-filters.ts';
import type { Sync } from '../sync-status.tsx';

const spans = [
  { value: '', label: 'The last 24 hours' },
  { value: 'week', label: 'The last 7 days' },
];

/** What its runs changed over time. */
export function SyncRecords({ sync }: { sync: Sync }) {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const span = get('span') === 'week' ? 'week' : 'day';
  const query = useQuery(
    trpc.syncs.activity.queryOptions(
      { ids: [sync.id], span },
      { placeholderData: keepPreviousData, refetchInterval: 30_000 },
    ),
  );
  return (
    <Section
      title="Records changed"
      actions={
        <FilterMenu
          name="Time"
          value={span === 'week' ? 'week' : ''}
          onChange={(value) => set({ span: value })}
          choices={spans}
        />
      }
    >
      <Loaded query={query} what="changes" rows={4}>
        {([activity]) => <RecordsChart hours={activity?.parts ?? []} span={span} />}
      </Loaded>
    </Section>
  );
}
