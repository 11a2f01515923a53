'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { AppIcon } from '../../../data/app-icon.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import { DestinationForm } from './destination-form.tsx';

const crumbs = [
  { name: 'Records', href: '/records' },
  { name: 'Destinations', href: '/records/destinations' },
  { name: 'New' },
];

/** First which kind, then how to get in: the form is the connector's own. */
export function NewDestination() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  // The address follows; the choice itself does not wait for it.
  const [chosen, setChosen] = useState(() => get('connector'));
  const choose = (connector: string) => {
    setChosen(connector);
    set({ connector });
  };
  const connectors = useQuery(trpc.connectors.list.queryOptions({ can: 'take_records', limit: 100 }));
  return (
    <DetailPage
      header={
        <PageHeader title="New destination" crumbs={crumbs}>
          It gets all records that there are, then every change within seconds, in the order in which they happened.
        </PageHeader>
      }
    >
      <Loaded query={connectors} what="connectors" rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No connector here takes records">
              A connector of a database or a bucket says in its folder how records are written.
            </EmptyState>
          ) : (
            <fieldset className="grid max-w-3xl grid-cols-1 gap-3 sm:grid-cols-2">
              <legend className="mb-2 text-14 font-semibold">Where to</legend>
              {items.map(({ slug, name, description }) => (
                <label
                  key={slug}
                  className="flex cursor-pointer items-start gap-3 rounded-panel border border-line bg-surface px-4 py-3 hover:bg-hover has-checked:border-accent-ink"
                >
                  <AppIcon connector={slug} size={24} />
                  <span className="flex min-w-0 flex-1 flex-col">
                    <span className="font-medium">{name}</span>
                    <span className="text-12 text-muted">{description}</span>
                  </span>
                  <input
                    type="radio"
                    name="connector"
                    className="mt-0.5 size-4 accent-accent"
                    checked={slug === chosen}
                    onChange={() => choose(slug)}
                  />
                </label>
              ))}
            </fieldset>
          )
        }
      </Loaded>
      {chosen && <DestinationForm key={chosen} connector={chosen} />}
    </DetailPage>
  );
}
