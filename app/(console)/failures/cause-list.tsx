'use client';

import { useState } from 'react';
import { useFilters } from '../shell/use-filters.ts';
import { CausePart } from './cause-part.tsx';
import { type Cause, type Choice, causeKey, type Failure } from './failure-words.ts';
import { IgnoreDialog } from './ignore-dialog.tsx';
import type { RetryState } from './use-retry.ts';

interface CauseListProps {
  causes: Cause[];
  state: 'open' | 'ignored';
  narrowed: Choice;
  retry: RetryState;
  peeked: Failure | null;
  onPeek: (failure: Failure | null) => void;
}

/** The causes, each with what can be done about all of its records at once. One is open at a time. */
export function CauseList({ causes, state, narrowed, retry, peeked, onPeek }: CauseListProps) {
  const { get, set } = useFilters();
  const [ignoring, setIgnoring] = useState<Cause | null>(null);
  const choiceOf = (cause: Cause): Choice => ({
    ...narrowed,
    cause: cause.cause,
    integrationId: cause.integration.id,
  });
  return (
    <ul>
      {causes.map((cause) => {
        const key = causeKey(cause);
        return (
          <CausePart
            key={key}
            cause={cause}
            state={state}
            choice={choiceOf(cause)}
            open={get('open') === key}
            onOpen={() => set({ open: get('open') === key ? '' : key })}
            retry={retry}
            onIgnore={() => setIgnoring(cause)}
            peeked={peeked}
            onPeek={onPeek}
          />
        );
      })}
      {ignoring && (
        <IgnoreDialog
          choice={choiceOf(ignoring)}
          failures={ignoring.failures}
          onClose={() => {
            setIgnoring(null);
            set({ open: '' });
          }}
        />
      )}
    </ul>
  );
}
