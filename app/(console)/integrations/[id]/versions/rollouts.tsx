'use client';

import { useQuery } from '@tanstack/react-query';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import type { IntegrationDetail, Rollout } from '../integration-detail.ts';
import { reachWords } from './reach.ts';
import { RolloutPart } from './rollout-part.tsx';

export const rolloutStatus = {
  running: { tone: 'running', word: 'Rolling out' },
  halted: { tone: 'attention', word: 'Halted' },
  finished: { tone: 'active', word: 'Finished' },
  rolled_back: { tone: 'ended', word: 'Rolled back' },
} as const;

interface RolloutsProps {
  detail: IntegrationDetail;
  versions: { version: number; installations: number }[];
}

/** The newest rollout in full, those before it in a line each. */
export function Rollouts({ detail, versions }: RolloutsProps) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.rollouts.list.queryOptions(
      { slug: detail.slug },
      { refetchInterval: detail.rollout?.status === 'running' ? 3_000 : false },
    ),
  );
  const [newest, ...earlier] = query.data?.items ?? [];
  if (!newest) return null;
  return (
    <>
      <RolloutPart key={newest.id} rollout={newest} detail={detail} versions={versions} />
      {earlier.length > 0 && (
        <details>
          <summary className="text-muted">
            {earlier.length === 1 ? 'The rollout before' : `${earlier.length} rollouts before`}
          </summary>
          <div className="pt-3">
            <Section title="Earlier rollouts">
              <ul>
                {earlier.map((rollout) => (
                  <Line key={rollout.id} rollout={rollout} />
                ))}
              </ul>
            </Section>
          </div>
        </details>
      )}
    </>
  );
}

const Line = ({ rollout }: { rollout: Rollout }) => (
  <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-0">
    <span className="font-medium">Version {rollout.version}</span>
    <Status {...rolloutStatus[rollout.status]} />
    <span className="text-muted">to {reachWords(rollout)}</span>
    {rollout.reason && <span className="min-w-0 text-muted wrap-anywhere">{rollout.reason}</span>}
    <span className="ml-auto text-12 text-faint">
      {rollout.createdBy}, <RelativeTime at={rollout.createdAt} />
    </span>
  </li>
);
