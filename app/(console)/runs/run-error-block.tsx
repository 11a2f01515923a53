import { Badge } from '#app/ui/badge.tsx';
import { Callout } from '#app/ui/callout.tsx';
import type { Run } from './run-words.ts';

interface RunErrorBlockProps {
  error: NonNullable<Run['error']>;
  status: Run['status'];
}

/** What happened and why, then what to do; and the words under which a log or a maker of the app knows it. */
export function RunErrorBlock({ error, status }: RunErrorBlockProps) {
  return (
    <Callout tone={status === 'failed' ? 'failed' : 'attention'} title={error.sentence} text={error.remedy}>
      <p className="flex flex-wrap gap-1 pt-0.5">
        <Badge mono>{error.class}</Badge>
        {error.code && error.code !== error.class && <Badge mono>{error.code}</Badge>}
      </p>
    </Callout>
  );
}
