'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Menu, MenuItem } from '#app/ui/menu.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { toldError } from '../../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import type { IntegrationDetail } from '../integration-detail.ts';
import { ChangeList } from './change-list.tsx';
import { CompareVersions } from './compare-versions.tsx';
import { Rollouts } from './rollouts.tsx';
import { StartRollout } from './start-rollout.tsx';

type Version = Outputs['integrationVersions']['list']['items'][number];

/** The rollout under way, those before it, and every version: what it changed, who has it, and the way back to it. */
export function VersionsTab({ detail }: { detail: IntegrationDetail }) {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const query = useQuery(
    trpc.integrationVersions.list.queryOptions(
      { slug: detail.slug },
      // Going back is done a few at a time as well, after its rollout has ended.
      { refetchInterval: detail.rollout?.status === 'running' ? 3_000 : 10_000 },
    ),
  );
  const [rolling, setRolling] = useState<number | null>(null);
  if (detail.version === null)
    return <p className="text-muted">Nothing was published yet. A version is made each time that the draft is.</p>;
  const compare = get('compare');
  return (
    <div className="flex max-w-6xl flex-col gap-8">
      <Rollouts detail={detail} versions={query.data?.items ?? []} />
      <Section title="Versions" note="Written once, never changed">
        <Loaded query={query} what="the versions" rows={4}>
          {({ items }) => (
            <ul>
              {items.map((version) => (
                <VersionRow
                  key={version.version}
                  version={version}
                  detail={detail}
                  isCompared={compare === String(version.version)}
                  onCompare={() =>
                    set({ compare: compare === String(version.version) ? '' : String(version.version), with: '' })
                  }
                  onRollOut={() => setRolling(version.version)}
                  versions={items}
                />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
      <StartRollout slug={detail.slug} version={rolling} onClose={() => setRolling(null)} />
    </div>
  );
}

interface VersionRowProps {
  version: Version;
  versions: Version[];
  detail: IntegrationDetail;
  isCompared: boolean;
  onCompare: () => void;
  onRollOut: () => void;
}

const weights = { first: 'first', minor: 'small', major: 'large' };

function VersionRow({ version: one, versions, detail, isCompared, onCompare, onRollOut }: VersionRowProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { set } = useFilters();
  const [open, setOpen] = useState(false);
  const restore = useMutation(
    trpc.integrationVersions.restore.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.integrations.pathFilter());
      },
    }),
  );
  const told = restore.error && toldError(restore.error);
  const { version, change, changes, note, createdBy, createdAt, installations } = one;
  const isLive = version === detail.liveVersion;
  return (
    <li className="border-b border-line last:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
        <span className="font-medium">Version {version}</span>
        {isLive && <Status tone="active" word="Live" />}
        {detail.rollout?.version === version && <Status tone="running" word="Rolling out" />}
        <Badge>{weights[change]}</Badge>
        <span className="min-w-0 text-muted wrap-anywhere">{note || 'No note'}</span>
        <span className="text-12 text-faint">
          {createdBy ?? 'By the API'}, <RelativeTime at={createdAt} />
        </span>
        <span className="text-12 text-muted">{countWords(installations, 'customer')}</span>
        <span className="ml-auto flex gap-2">
          {changes.length > 0 && (
            <Button size="small" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
              {countWords(changes.length, 'change')}
            </Button>
          )}
          <Button size="small" aria-expanded={isCompared} onClick={onCompare}>
            Compare
          </Button>
          <Menu
            align="end"
            trigger={
              <Button size="small" aria-label={`More of version ${version}`}>
                More
              </Button>
            }
          >
            <MenuItem onSelect={() => restore.mutate({ slug: detail.slug, version })}>Bring back as the draft</MenuItem>
            {!isLive && detail.rollout === null && <MenuItem onSelect={onRollOut}>Roll it out…</MenuItem>}
          </Menu>
        </span>
      </div>
      {told && (
        <div className="px-4 pb-2">
          <Callout tone="failed" title={told.message} text={told.remedy} />
        </div>
      )}
      {restore.isSuccess && (
        <div className="px-4 pb-2">
          <Callout
            tone="active"
            title={`Version ${version} is the draft again.`}
            text="It is used once it is published."
          >
            <Button size="small" className="self-start" onClick={() => set({ tab: 'compose' })}>
              Compose
            </Button>
          </Callout>
        </div>
      )}
      {open && (
        <div className="border-t border-line bg-canvas">
          <ChangeList changes={changes} />
        </div>
      )}
      {isCompared && <CompareVersions slug={detail.slug} version={version} versions={versions} />}
    </li>
  );
}
