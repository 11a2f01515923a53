import { RelativeTime } from '#app/ui/relative-time.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { durationWords } from '#app/ui/time-words.ts';
import type { Outputs } from '../../data/trpc.ts';

type Attempt = Outputs['webhooks']['deliveries']['get']['attemptList'][number];

const taken = (attempt: Attempt) => attempt.status !== null && attempt.status >= 200 && attempt.status < 300;

/** Each time it was tried, with the answer of the other side in its own words. */
export function DeliveryAttempts({ attempts }: { attempts: Attempt[] }) {
  if (attempts.length === 0) return <p className="text-muted">It has not been tried yet.</p>;
  return (
    <ol className="flex flex-col">
      {attempts.map((attempt) => (
        <li key={attempt.number} className="flex flex-col gap-1 border-b border-line py-2 last:border-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <StatusShape tone={taken(attempt) ? 'active' : 'failed'} />
            <span className="font-medium">{attempt.status === null ? 'No answer' : `Answered ${attempt.status}`}</span>
            <span className="text-12 text-faint">
              in {durationWords(attempt.durationMs)}, <RelativeTime at={attempt.at} />
            </span>
          </p>
          {attempt.error && <p className="text-muted wrap-anywhere">{attempt.error}</p>}
          {attempt.response && (
            <pre className="max-h-32 overflow-hidden rounded-control border border-line bg-canvas px-2 py-1 font-mono text-12 wrap-anywhere whitespace-pre-wrap">
              {attempt.response}
            </pre>
          )}
        </li>
      ))}
    </ol>
  );
}
