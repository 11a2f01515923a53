'use client';

import { useQuery } from '@tanstack/react-query';
import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useTitle } from '../../shell/use-title.ts';
import { SyncActions } from '../sync-actions.tsx';
import { syncFacts } from '../sync-facts.tsx';
import { SyncProblem } from '../sync-problem.tsx';
import { SyncProgress } from '../sync-progress.tsx';
import { type Sync, SyncStatus } from '../sync-status.tsx';
import { scheduleWords, syncSentence } from '../sync-words.ts';
import { RunTimeline } from './run-timeline.tsx';
import { SyncDrift } from './sync-drift.tsx';
import { SyncFailures } from './sync-failures.tsx';
import { SyncMapping } from './sync-mapping.tsx';
import { SyncRecords } from './sync-records.tsx';

export function SyncDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const sync = useQuery(
    trpc.syncs.get.queryOptions({ id }, { refetchInterval: ({ state }) => (state.data?.running ? 1_500 : 5_000) }),
  );
  useTitle(sync.data && `Sync of ${sync.data.label} of ${sync.data.customer.name}`);
  return (
    <Loaded query={sync} what="the sync" page rows={10}>
      {(data) => <SyncPageOf sync={data} />}
    </Loaded>
  );
}

function SyncPageOf({ sync }: { sync: Sync }) {
  return (
    <DetailPage
      header={
        <PageHeader
          title={syncSentence(sync)}
          crumbs={[{ name: 'Syncs', href: '/syncs' }, { name: `${sync.customer.name}, ${sync.label}` }]}
          actions={<SyncActions sync={sync} />}
        >
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <SyncStatus sync={sync} />
            <span className="inline-block first-letter:uppercase">{scheduleWords(sync)}</span>
            {sync.lastChangeAt && (
              <span>
                last change <RelativeTime at={sync.lastChangeAt} />
              </span>
            )}
            {sync.nextRunAt && (
              <span>
                next run <RelativeTime at={sync.nextRunAt} />
              </span>
            )}
            <CopyId id={sync.id} what="sync id" short />
          </span>
        </PageHeader>
      }
    >
      {sync.running && <SyncProgress sync={sync} />}
      <SyncProblem sync={sync} />
      {sync.failures > 0 && <SyncFailures sync={sync} />}
      {sync.drift.length > 0 && <SyncDrift sync={sync} />}
      <RunTimeline sync={sync} />
      <SyncRecords sync={sync} />
      <SyncMapping sync={sync} />
      <Section title="About">
        <div className="px-4 py-3.5">
          <Facts facts={syncFacts(sync)} />
        </div>
      </Section>
    </DetailPage>
  );
}
