'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { countWords } from '#app/ui/number-words.ts';
import { useTRPC } from '../data/trpc.ts';
import { type Run, runMoved, runWords } from '../runs/run-words.ts';
import type { Sync } from './sync-status.tsx';

const shown = 24;
const colours: Record<Run['status'], string> = {
  queued: 'bg-waiting',
  running: 'bg-waiting',
  succeeded: 'bg-good',
  failed: 'bg-failed',
  cancelled: 'bg-line-strong',
};

/** Square root: one large first run must not flatten all others. A failure moved nothing, and must be seen. */
const heightOf = (run: Run, most: number): number =>
  run.status === 'failed' ? 45 : Math.round(14 + 86 * Math.sqrt(runMoved(run) / most));

/** The latest runs of a sync, oldest first: as high as what they moved, in the colour of how they ended. Leads to all of them. */
export function RunStrip({ sync }: { sync: Sync }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.runs.list.queryOptions({ syncId: sync.id, limit: shown }));
  const runs = (query.data?.items ?? []).toReversed();
  const most = Math.max(1, ...runs.map(runMoved));
  const failed = runs.filter((run) => run.status === 'failed').length;
  return (
    <Link
      href={`/runs?sync=${sync.id}`}
      className="flex h-8 w-40 items-end justify-end gap-px rounded-control px-1 pt-1 pb-0.5 hover:bg-hover"
    >
      <span className="sr-only">
        Runs of {sync.label}: the latest {runs.length}, {countWords(failed, 'failure')}
      </span>
      {runs.map((run) => (
        <span key={run.id} title={runWords(run)} className="flex h-full w-[5px] items-end" aria-hidden="true">
          <span
            className={`w-full rounded-t-[1px] ${colours[run.status]}`}
            style={{ height: `${heightOf(run, most)}%` }}
          />
        </span>
      ))}
    </Link>
  );
}
