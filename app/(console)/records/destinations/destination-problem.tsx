import { Callout } from '#app/ui/callout.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import type { Destination } from './destination-state.tsx';

/** Why nothing arrives there, what to do, and when it is tried again. */
export function DestinationProblem({ destination }: { destination: Destination }) {
  const { error, nextAttemptAt, status } = destination;
  if (!error) return null;
  return (
    <Callout tone="attention" title={error.sentence} text={error.remedy}>
      {nextAttemptAt && status === 'active' && (
        <p className="text-12 text-muted">
          It is tried again <RelativeTime at={nextAttemptAt} />. Nothing is lost meanwhile.
        </p>
      )}
    </Callout>
  );
}
