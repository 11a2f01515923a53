'use client';

import { exactWords, relativeWords } from './time-words.ts';
import { Tooltip } from './tooltip.tsx';
import { useNow } from './use-now.ts';

/** How long ago, with the exact moment in the viewer's zone on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  return (
    <Tooltip label={exactWords(at)}>
      <time dateTime={at} className="whitespace-nowrap" suppressHydrationWarning>
        {relativeWords(Date.parse(at), now)}
      </time>
    </Tooltip>
  );
}
