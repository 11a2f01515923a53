'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatusShape, type StatusTone } from '#app/ui/status-shape.tsx';
import { durationWords, relativeWords } from '#app/ui/time-words.ts';
import { useNow } from '#app/ui/use-now.ts';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { type Run, runWords } from '../../runs/run-words.ts';
import type { Sync } from '../sync-status.tsx';

const shown = 40;
const looks: Record<Run['status'], { tone: StatusTone; bar: string }> = {
  queued: { tone: 'waiting', bar: 'bg-waiting' },
  running: { tone: 'running', bar: 'bg-waiting' },
  succeeded: { tone: 'active', bar: 'bg-good' },
  failed: { tone: 'failed', bar: 'bg-failed' },
  cancelled: { tone: 'ended', bar: 'bg-line-strong' },
};

/** The latest runs, the newest at the right: as high as they took long, with colour and shape for how they ended. */
export function RunTimeline({ sync }: { sync: Sync }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.runs.list.queryOptions({ syncId: sync.id, limit: shown }, { refetchInterval: sync.running ? 2_000 : 10_000 }),
  );
  const now = useNow();
  const first = query.data?.items.at(-1);
  return (
    <Section
      title="Latest runs"
      note={first && `As high as they took long; the first of these ${relativeWords(Date.parse(first.queuedAt), now)}`}
      actions={
        <Link href={`/runs?sync=${sync.id}`} className="text-12 text-accent-ink hover:underline">
          All runs
        </Link>
      }
    >
      <Loaded query={query} what="runs" rows={3}>
        {({ items }) =>
          items.length === 0 ? <p className="px-4 py-3 text-muted">It has not run yet.</p> : <Timeline runs={items} />
        }
      </Loaded>
    </Section>
  );
}

function Timeline({ runs }: { runs: Run[] }) {
  const now = useNow();
  const most = Math.max(1, ...runs.map((run) => run.durationMs ?? 0));
  // Square root: one long first run must not flatten all others.
  const heightOf = (run: Run) => Math.round(8 + 64 * Math.sqrt((run.durationMs ?? 0) / most));
  return (
    <div className="px-4 py-3">
      {/* Reversed, so that a narrow window begins at the newest. */}
      <ScrollRegion label="Runs over time" className="flex flex-row-reverse items-end gap-0.5">
        {runs.map((run) => {
          const { tone, bar } = looks[run.status];
          const took = run.durationMs === null ? '' : `, ${durationWords(run.durationMs)}`;
          const words = `${runWords(run)}${took}, ${relativeWords(Date.parse(run.queuedAt), now)}`;
          return (
            <Link
              key={run.id}
              href={`/runs/${run.id}`}
              title={words}
              className="flex h-24 w-6 shrink-0 flex-col items-center justify-end gap-1.5 rounded-control pb-1 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="sr-only">{words}</span>
              <span className={`w-3 rounded-t-[2px] ${bar}`} style={{ height: heightOf(run) }} aria-hidden="true" />
              <StatusShape tone={tone} />
            </Link>
          );
        })}
      </ScrollRegion>
    </div>
  );
}
