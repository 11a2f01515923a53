import Link from 'next/link';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../data/trpc.ts';

/** How many runs of the day went well. */
export function RunsFigure({ runs: { succeeded, failed } }: { runs: Outputs['overview']['get']['runsLast24h'] }) {
  const all = succeeded + failed;
  if (all === 0) return <p className="p-4 text-muted">No run has ended in this time.</p>;
  const share = Math.floor((succeeded / all) * 1000) / 10;
  return (
    <div className="flex flex-col gap-4 p-4">
      <p>
        <span className="text-28 font-semibold tracking-tight tabular-nums">{share.toLocaleString()} %</span>
        <span className="block text-muted">of {countWords(all, 'run')} succeeded</span>
      </p>
      <div className="flex h-2 gap-0.5 overflow-hidden rounded-[2px]" aria-hidden="true">
        <span className="bg-good" style={{ flexGrow: succeeded }} />
        <span className="bg-failed" style={{ flexGrow: failed }} />
      </div>
      <dl className="flex flex-col gap-1">
        <div className="flex justify-between">
          <dt>
            <Status tone="active" word="Succeeded" />
          </dt>
          <dd className="font-medium">{numberWords(succeeded)}</dd>
        </div>
        <div className="flex justify-between">
          <dt>
            <Status tone="failed" word="Failed" />
          </dt>
          <dd className="font-medium">
            {failed > 0 ? (
              <Link href="/runs?status=failed" className="text-accent-ink hover:underline">
                {numberWords(failed)}
                <span className="sr-only"> failed runs</span>
              </Link>
            ) : (
              0
            )}
          </dd>
        </div>
      </dl>
    </div>
  );
}
