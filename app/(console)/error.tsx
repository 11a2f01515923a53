'use client';

import { ErrorState } from '#app/ui/error-state.tsx';

/** One page failed; the rail stays. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      page
      message="This page could not be shown."
      remedy={`Nothing was changed. Try again; if it stays, tell us what you did before.${error.digest ? ` The log has it under ${error.digest}.` : ''}`}
      onRetry={reset}
    />
  );
}
