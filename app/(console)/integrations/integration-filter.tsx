'use client';

import { useQuery } from '@tanstack/react-query';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { type Outputs, useTRPC } from '../data/trpc.ts';

/** One of the integrations that are offered. */
export function IntegrationFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const trpc = useTRPC();
  const integrations = useQuery(trpc.integrations.list.queryOptions({ limit: 200 }));
  const items: Outputs['integrations']['list']['items'] = integrations.data?.items ?? [];
  return (
    <FilterMenu
      name="Integration"
      value={value}
      onChange={onChange}
      choices={[
        { value: '', label: 'Any' },
        ...items.filter((one) => one.status !== 'coming_soon').map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
