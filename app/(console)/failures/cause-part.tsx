'use client';

import { ChevronRight } from 'lucide-react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { AppIcon } from '../data/app-icon.tsx';
import { CauseRecords } from './cause-records.tsx';
import { type Cause, type Choice, classWords, type Failure } from './failure-words.ts';
import { RestoreButton } from './restore-button.tsx';
import type { RetryState } from './use-retry.ts';

interface CausePartProps {
  cause: Cause;
  state: 'open' | 'ignored';
  choice: Choice;
  open: boolean;
  onOpen: () => void;
  retry: RetryState;
  onIgnore: () => void;
  peeked: Failure | null;
  onPeek: (failure: Failure | null) => void;
}

/** One cause: the app's words, how much it hits, what to do, and its records once it is opened. */
export function CausePart(props: CausePartProps) {
  const { cause, state, choice, open, onOpen, retry, onIgnore, peeked, onPeek } = props;
  return (
    <li className="border-b border-line">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 md:px-6">
        <div className="flex min-w-0 flex-1 basis-80 gap-2.5">
          <span className="flex h-5 items-center">
            <StatusShape tone={state === 'open' ? 'failed' : 'paused'} />
          </span>
          <div className="flex min-w-0 flex-col gap-1">
            <h2 className="text-13 font-medium wrap-anywhere">{cause.message}</h2>
            <p className="text-muted wrap-anywhere">{cause.remedy}</p>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-faint">
              <span className="flex items-center gap-1.5">
                <AppIcon connector={cause.connector} size={14} />
                {cause.integration.name}, {cause.label}
              </span>
              <Badge>{classWords(cause.class)}</Badge>
              {cause.field && <Badge mono>{cause.field}</Badge>}
              {cause.code && <Badge mono>{cause.code}</Badge>}
              <span>
                first <RelativeTime at={cause.firstSeenAt} />, last <RelativeTime at={cause.lastSeenAt} />
              </span>
            </p>
            {cause.ignored && (
              <p className="text-12 text-muted">
                Ignored <RelativeTime at={cause.ignored.at} />: {cause.ignored.reason}
              </p>
            )}
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small" look="quiet" aria-expanded={open} onClick={onOpen}>
            <Icon of={ChevronRight} className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} />
            {countWords(cause.failures, 'record')} of{' '}
            {cause.customers === 1 ? cause.customer.name : countWords(cause.customers, 'customer')}
          </Button>
          {state === 'open' ? (
            <>
              <Button
                size="small"
                busy={retry.busy}
                disabled={cause.waiting > 0}
                onClick={() => retry.run(choice)}
                title="Reads everything of these syncs once more, and stores what works now"
              >
                {cause.waiting > 0 ? 'Being read again' : cause.failures === 1 ? 'Read it again' : 'Read all again'}
              </Button>
              <Button size="small" onClick={onIgnore}>
                Ignore
              </Button>
            </>
          ) : (
            <RestoreButton choice={choice} />
          )}
        </div>
      </div>
      {open && <CauseRecords choice={choice} state={state} peeked={peeked} onPeek={onPeek} />}
    </li>
  );
}
