'use client';

import Link from 'next/link';
import { Callout } from '#app/ui/callout.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { AcceptDeletions } from './accept-deletions.tsx';
import type { Sync } from './sync-status.tsx';

/** Why the runs of a sync fail, and what to do. */
export function SyncProblem({ sync }: { sync: Sync }) {
  const { lastRun, failingSince } = sync;
  if (!failingSince || !lastRun?.error || sync.running) return null;
  return (
    <Callout tone="failed" title={lastRun.error.sentence} text={lastRun.error.remedy}>
      <p className="flex flex-wrap gap-x-3 text-12">
        <span>
          Failing since <RelativeTime at={failingSince} />
        </span>
        <Link href={`/runs/${lastRun.id}`} className="font-medium text-accent-ink hover:underline">
          The run that failed last
        </Link>
      </p>
      {lastRun.error.code === 'delete_guard' && <AcceptDeletions sync={sync} sentence={lastRun.error.sentence} />}
    </Callout>
  );
}
