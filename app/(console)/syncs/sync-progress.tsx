import Link from 'next/link';
import { numberWords } from '#app/ui/number-words.ts';
import { Progress } from '#app/ui/progress.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { durationWords } from '#app/ui/time-words.ts';
import type { Sync } from './sync-status.tsx';
import { perSecondWords } from './sync-words.ts';

/** How far the run on its way is: how much of how much, how fast, and how long it still takes. */
export function SyncProgress({ sync }: { sync: Sync }) {
  const { running } = sync;
  if (!running) return null;
  const { seen, total, ratePerSecond, secondsLeft, waitsUntil } = running;
  return (
    <div className="flex flex-col gap-1.5">
      {total !== null && total > 0 && (
        <Progress label={`${numberWords(seen)} of ${numberWords(total)} read`} value={seen} max={total} />
      )}
      <p className="flex flex-wrap gap-x-3 text-12 text-muted tabular-nums">
        <span>
          {numberWords(seen)} {total ? `of ${numberWords(total)} read` : 'read so far'}
        </span>
        {ratePerSecond !== null && <span>{perSecondWords(ratePerSecond)}</span>}
        {waitsUntil && (
          <span>
            goes on <RelativeTime at={waitsUntil} />
          </span>
        )}
        {secondsLeft !== null && <span>about {durationWords(secondsLeft * 1_000)} left</span>}
        <Link href={`/runs/${running.runId}`} className="text-accent-ink hover:underline">
          See its pages
        </Link>
      </p>
    </div>
  );
}
