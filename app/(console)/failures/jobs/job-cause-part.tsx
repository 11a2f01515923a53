'use client';

import { ChevronRight } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { CauseJobs } from './cause-jobs.tsx';
import { type JobCause, workOf } from './job-words.ts';
import type { JobActions } from './use-failed-jobs.ts';

interface JobCausePartProps {
  cause: JobCause;
  open: boolean;
  onOpen: () => void;
  actions: JobActions;
  onDismiss: () => void;
}

/** One kind of work that fails with one error: what it means, how often, and what can be done. */
export function JobCausePart({ cause, open, onOpen, actions, onDismiss }: JobCausePartProps) {
  const { queue, error, jobs, firstAt, lastAt } = cause;
  const { name, undone } = workOf(queue);
  return (
    <li className="border-b border-line">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 md:px-6">
        <div className="flex min-w-0 flex-1 basis-80 gap-2.5">
          <span className="flex h-5 items-center">
            <StatusShape tone="failed" />
          </span>
          <div className="flex min-w-0 flex-col gap-1">
            <h2 className="text-13 font-medium wrap-anywhere">
              {name}: {error ?? 'no reason was given.'}
            </h2>
            <p className="text-muted">{undone}</p>
            <p className="flex flex-wrap gap-x-2 text-12 text-faint">
              <code className="font-mono">{queue}</code>
              {jobs === 1 ? (
                <RelativeTime at={lastAt} />
              ) : (
                <span>
                  first <RelativeTime at={firstAt} />, last <RelativeTime at={lastAt} />
                </span>
              )}
            </p>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small" look="quiet" aria-expanded={open} onClick={onOpen}>
            <Icon of={ChevronRight} className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} />
            {countWords(jobs, 'job')}
          </Button>
          <Button size="small" disabled={actions.busy} onClick={() => actions.retryAll({ queue, error })}>
            {jobs === 1 ? 'Run it again' : 'Run them again'}
          </Button>
          <Button size="small" disabled={actions.busy} onClick={onDismiss}>
            Dismiss
          </Button>
        </div>
      </div>
      {open && <CauseJobs cause={cause} actions={actions} />}
    </li>
  );
}
