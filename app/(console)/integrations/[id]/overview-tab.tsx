'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { FunnelPart } from '../funnel/funnel-part.tsx';
import type { IntegrationDetail } from './integration-detail.ts';
import { Votes } from './votes.tsx';
import { WhoHasIt } from './who-has-it.tsx';

/** Who has it, in which version, how far customers come, and who asked for it. */
export function OverviewTab({ detail }: { detail: IntegrationDetail }) {
  return (
    <div className="flex max-w-6xl flex-col gap-8">
      {detail.liveVersion === null && detail.status !== 'coming_soon' && <NotPublished />}
      {detail.status === 'coming_soon' && <Votes detail={detail} />}
      {detail.liveVersion !== null && (
        <>
          <FunnelPart integration={detail.slug} />
          <VersionShares slug={detail.slug} live={detail.liveVersion} />
          <WhoHasIt detail={detail} />
        </>
      )}
      {detail.status !== 'coming_soon' && <Votes detail={detail} />}
    </div>
  );
}

function NotPublished() {
  const { set } = useFilters();
  return (
    <div className="-mx-4 md:-mx-6">
      <EmptyState
        title="Nobody sees it yet"
        action={
          <Button look="primary" onClick={() => set({ tab: 'compose' })}>
            Compose it
          </Button>
        }
      >
        Say what is copied, what customers are asked and who is offered it; look at it as one of them would; then
        publish its first version.
      </EmptyState>
    </div>
  );
}

/** How many are on each version: pictures of the same width, so that they can be compared. */
function VersionShares({ slug, live }: { slug: string; live: number }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.integrationVersions.list.queryOptions({ slug }));
  return (
    <Section title="Versions in use">
      <Loaded query={query} what="the versions" rows={2}>
        {({ items }) => {
          const used = items.filter(({ version, installations }) => installations > 0 || version === live);
          const total = used.reduce((sum, { installations }) => sum + installations, 0);
          return (
            <ul className="flex flex-col gap-1.5 px-4 py-3">
              {used.map(({ version, installations }) => (
                <li key={version} className="grid grid-cols-[6rem_minmax(0,1fr)_5rem] items-center gap-3">
                  <span>
                    Version {version}
                    {version === live && <span className="text-12 text-faint"> live</span>}
                  </span>
                  <span aria-hidden="true" className="h-2 overflow-hidden rounded-dot bg-hover">
                    <span
                      className="block h-full rounded-dot bg-data"
                      style={{ width: `${total === 0 ? 0 : (installations / total) * 100}%` }}
                    />
                  </span>
                  <span className="text-right text-12 text-muted tabular-nums">
                    {installations === 1 ? '1 customer' : `${installations} customers`}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
