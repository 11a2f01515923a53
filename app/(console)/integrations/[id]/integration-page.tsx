'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Button } from '#app/ui/button.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Status } from '#app/ui/status.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { useTitle } from '../../shell/use-title.ts';
import { IntegrationStatus } from '../integration-status.tsx';
import { ComposeTab } from './compose/compose-tab.tsx';
import { useComposer } from './compose/use-composer.ts';
import { useComposerKeys } from './compose/use-composer-keys.ts';
import { draftWords, type IntegrationDetail } from './integration-detail.ts';
import { OverviewTab } from './overview-tab.tsx';
import { PublishTab } from './versions/publish-tab.tsx';
import { RolloutLine } from './versions/rollout-line.tsx';
import { VersionsTab } from './versions/versions-tab.tsx';

export function IntegrationPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.integrations.get.queryOptions(
      { slug: id },
      { refetchInterval: ({ state }) => (state.data?.rollout?.status === 'running' ? 3_000 : false) },
    ),
  );
  useTitle(query.data?.name);
  return (
    <Loaded query={query} what="the integration" page>
      {(detail) => <PageOf key={detail.id} detail={detail} />}
    </Loaded>
  );
}

/** What the draft was saved at a moment ago is ahead of the clock of the page, which ticks slowly. */
const isFresh = (at: string): boolean => Date.now() - Date.parse(at) < 60_000;

function PageOf({ detail }: { detail: IntegrationDetail }) {
  const { get, set } = useFilters();
  const tab = get('tab') || 'overview';
  const composer = useComposer(detail);
  const publish = useCallback(() => set({ tab: 'publish' }), [set]);
  useComposerKeys(composer, publish);
  const errors = detail.problems.filter(({ severity }) => severity === 'error').length;
  const isChanged = detail.change !== 'none';
  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
      <PageHeader
        title={
          <span className="flex items-center gap-2.5">
            <AppIcon connector={detail.connector} size={24} />
            {detail.name}
          </span>
        }
        crumbs={[{ name: 'Integrations', href: '/integrations' }, { name: detail.name }]}
        actions={
          tab !== 'publish' && (
            <>
              {tab !== 'compose' && <Button onClick={() => set({ tab: 'compose' })}>Compose</Button>}
              <Button look="primary" disabled={!isChanged || errors > 0 || composer.isChanged} onClick={publish}>
                Publish…
              </Button>
            </>
          )
        }
      >
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <IntegrationStatus status={detail.status} />
          {detail.liveVersion !== null && <span>Version {detail.liveVersion} is live</span>}
          {isChanged ? (
            <Status
              tone={errors > 0 ? 'attention' : 'waiting'}
              word={errors > 0 ? 'The draft has mistakes' : draftWords(detail)}
            />
          ) : (
            <span>{draftWords(detail)}</span>
          )}
          <span>
            saved {isFresh(detail.draftAt) ? 'just now' : <RelativeTime at={detail.draftAt} />}
            {detail.draftBy && ` by ${detail.draftBy}`}
          </span>
          <CopyId id={detail.slug} what="slug" />
        </span>
      </PageHeader>
      <div className="flex flex-col gap-4 px-4 py-4 md:min-h-0 md:flex-1 md:overflow-y-auto md:px-6">
        <RolloutLine detail={detail} onOpen={() => set({ tab: 'versions' })} shown={tab !== 'versions'} />
        {tab === 'publish' ? (
          <PublishTab detail={detail} isSaving={composer.isChanged && composer.refused === null} />
        ) : (
          <Tabs
            label="Integration"
            value={tab}
            onChange={(next) => set({ tab: next === 'overview' ? '' : next })}
            tabs={[
              { value: 'overview', name: 'Overview', content: <OverviewTab detail={detail} /> },
              { value: 'compose', name: 'Compose', content: <ComposeTab detail={detail} composer={composer} /> },
              {
                value: 'versions',
                name: detail.version === null ? 'Versions' : `Versions (${detail.version})`,
                content: <VersionsTab detail={detail} />,
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
