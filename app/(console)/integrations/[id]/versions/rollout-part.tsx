'use client';

import { useQuery } from '@tanstack/react-query';
import { Callout } from '#app/ui/callout.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { Progress } from '#app/ui/progress.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import type { IntegrationDetail, Rollout } from '../integration-detail.ts';
import { reachWords } from './reach.ts';
import { RolloutActions } from './rollout-actions.tsx';
import { rolloutStatus } from './rollouts.tsx';

interface RolloutPartProps {
  rollout: Rollout;
  detail: IntegrationDetail;
  versions: { version: number; installations: number }[];
}

/** How far a version has come, how its runs go beside those of the others, and what can be done about it. */
export function RolloutPart({ rollout, detail, versions }: RolloutPartProps) {
  const isOpen = rollout.status === 'running' || rollout.status === 'halted';
  const all = versions.reduce((sum, { installations }) => sum + installations, 0);
  const on = versions.find(({ version }) => version === rollout.version)?.installations ?? 0;
  return (
    <Section
      title={`Rollout of version ${rollout.version}`}
      note={
        <>
          to {reachWords(rollout)}, begun by {rollout.createdBy} <RelativeTime at={rollout.createdAt} />
        </>
      }
      actions={<RolloutActions rollout={rollout} detail={detail} />}
    >
      <div className="flex flex-col gap-4 p-4">
        {rollout.status === 'halted' && (
          <Callout
            tone="attention"
            title={`It has halted. ${rollout.reason ?? ''}`}
            text={`Nobody else gets version ${rollout.version}; who has it keeps it until you decide. Roll it back to bring them to version ${rollout.from}, or let it go on once the reason is gone.`}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Status {...rolloutStatus[rollout.status]} strong />
          {rollout.status === 'running' && rollout.share >= 100 && (
            <span className="text-muted">It is watched for a day after it has reached everybody.</span>
          )}
          {rollout.status === 'rolled_back' && <span className="text-muted">{rollout.reason}</span>}
        </div>
        {all > 0 && (
          <div className="flex max-w-xl flex-col gap-1.5">
            <Progress label={`Customers on version ${rollout.version}`} value={on} max={all} />
            <p className="text-12 text-muted">
              {numberWords(on)} of {countWords(all, 'customer')} on version {rollout.version}
              {rollout.asked > 0 && `, ${numberWords(rollout.asked)} asked to do something first`}.
            </p>
          </div>
        )}
        {isOpen && (
          <Rates id={rollout.id} version={rollout.version} limit={rollout.maxPoints} least={rollout.minRuns} />
        )}
      </div>
    </Section>
  );
}

interface RatesProps {
  id: string;
  version: number;
  limit: number;
  least: number;
}

/** Runs with the version beside runs with the others: what the halt is decided by. */
function Rates({ id, version, limit, least }: RatesProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.rollouts.get.queryOptions({ id }, { refetchInterval: 5_000 }));
  if (!query.data) return null;
  const groups = [
    { name: `With version ${version}`, ...query.data.after },
    { name: 'With the versions before', ...query.data.before },
  ];
  return (
    <div className="flex max-w-xl flex-col gap-2">
      <table className="w-full">
        <caption className="pb-1 text-left text-12 text-faint">Runs that failed</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Customers</th>
            <th scope="col">Share that failed</th>
            <th scope="col">Failed of runs</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, runs, failed }, at) => {
            const share = runs === 0 ? 0 : (failed / runs) * 100;
            return (
              <tr key={name}>
                <th scope="row" className="py-1 pr-3 text-left font-regular whitespace-nowrap text-muted">
                  {name}
                </th>
                <td className="w-full py-1">
                  <span className="flex items-center gap-2">
                    <span aria-hidden="true" className="h-3 flex-1 overflow-hidden rounded-[3px] bg-hover">
                      <span
                        className={`block h-full ${at === 0 && share > limit ? 'bg-failed' : 'bg-data'}`}
                        style={{ width: `${share}%` }}
                      />
                    </span>
                    <span className="w-10 text-right tabular-nums">{runs === 0 ? '–' : `${Math.round(share)} %`}</span>
                  </span>
                </td>
                <td className="py-1 pl-3 text-right text-12 whitespace-nowrap text-faint tabular-nums">
                  {numberWords(failed)} of {numberWords(runs)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="text-12 text-faint">
        It halts by itself where, after {countWords(least, 'run')} with it, {limit} percent more of them fail than of
        the others.
      </p>
    </div>
  );
}
