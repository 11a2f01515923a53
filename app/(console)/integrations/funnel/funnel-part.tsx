'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { FunnelPicture } from './funnel-picture.tsx';
import { FunnelSentence } from './funnel-sentence.tsx';
import { ranges, sinceOf, summed } from './stages.ts';

/** The funnel of one integration, on its page. */
export function FunnelPart({ integration }: { integration: string }) {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const range = get('range');
  const query = useQuery(
    trpc.funnel.get.queryOptions({ integration, from: sinceOf(range) }, { placeholderData: keepPreviousData }),
  );
  return (
    <Section
      title="From looking to working"
      note="Customers, not clicks"
      actions={
        <>
          <FilterMenu name="Time" value={range} onChange={(value) => set({ range: value })} choices={ranges} />
          <Button size="small" asChild>
            <Link href={`/integrations/funnel?integration=${integration}${range && `&range=${range}`}`}>
              By plan and week
            </Link>
          </Button>
        </>
      }
    >
      <Loaded query={query} what="the funnel" rows={5}>
        {({ items }) => {
          const row = summed(items);
          if (row.viewed === 0)
            return <p className="px-4 py-3 text-muted">No customer has looked at it in this time.</p>;
          return (
            <div className="flex flex-col gap-2 px-4 py-3">
              <FunnelSentence row={row} />
              <FunnelPicture row={row} label="From looking to working" />
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}
