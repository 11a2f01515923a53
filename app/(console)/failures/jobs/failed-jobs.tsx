'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ListPage } from '#app/ui/list-page.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import { JobCausePart } from './job-cause-part.tsx';
import { type JobCause, workOf } from './job-words.ts';
import { useFailedJobs } from './use-failed-jobs.ts';

const call = `curl $PORTICO/api/v1/failed-jobs \\
  -H "Authorization: Bearer sk_…"`;

const keyOf = ({ queue, error }: JobCause): string => `${queue} ${error ?? ''}`;

const sentenceOf = (causes: JobCause[]): string => {
  const jobs = causes.reduce((sum, cause) => sum + cause.jobs, 0);
  return `${countWords(jobs, 'job')} ${jobs === 1 ? 'has' : 'have'} failed for good, by ${countWords(causes.length, 'cause')}.`;
};

/** Work that was tried as often as its kind allows: for whoever runs Portico. */
export function FailedJobs() {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const actions = useFailedJobs();
  const [dismissing, setDismissing] = useState<JobCause | 'all' | null>(null);
  const causes = useQuery(trpc.failedJobs.causes.queryOptions({}, { refetchInterval: 15_000 }));
  const items = causes.data?.items ?? [];
  const opened = get('open');
  return (
    <ListPage
      header={
        <PageHeader
          title="Failed jobs"
          crumbs={[{ name: 'Failures', href: '/failures' }, { name: 'Failed jobs' }]}
          actions={
            items.length > 0 && (
              <>
                <Button onClick={() => setDismissing('all')} disabled={actions.busy}>
                  Dismiss all
                </Button>
                <Button look="primary" onClick={() => actions.retryAll({})} disabled={actions.busy}>
                  Run all again
                </Button>
              </>
            )
          }
        >
          {items.length > 0 && `${sentenceOf(items)} They are kept for 30 days.`}
        </PageHeader>
      }
    >
      <div className="flex min-h-0 flex-1 flex-col md:overflow-y-auto">
        <div role="status" className="flex flex-col gap-3 px-4 not-empty:pt-4 md:px-6">
          {actions.refusal && <Callout tone="failed" title={actions.refusal.message} text={actions.refusal.remedy} />}
          {actions.done && <Callout tone="active" title={actions.done} />}
        </div>
        <Loaded query={causes} what="failed jobs" rows={4}>
          {() =>
            items.length === 0 ? (
              <EmptyState title="No job has failed for good" call={<CodeBlock code={call} what="API call" />}>
                Portico does its work in jobs: a run of a sync, telling your product, cleaning up. Each is tried several
                times. What still fails then waits here, with the reason, until somebody runs it again or dismisses it.
              </EmptyState>
            ) : (
              <ul aria-label="Causes">
                {items.map((cause) => (
                  <JobCausePart
                    key={keyOf(cause)}
                    cause={cause}
                    open={opened === keyOf(cause)}
                    onOpen={() => set({ open: opened === keyOf(cause) ? '' : keyOf(cause) })}
                    actions={actions}
                    onDismiss={() => setDismissing(cause)}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
      <ConfirmDialog
        open={dismissing !== null}
        onOpenChange={() => setDismissing(null)}
        title={dismissing === 'all' ? 'Dismiss all failed jobs?' : 'Dismiss these jobs?'}
        consequences={
          <p>
            {dismissing !== null && dismissing !== 'all' && `${workOf(dismissing.queue).undone} `}
            They are forgotten, and can’t be run again. This can’t be undone.
          </p>
        }
        action={dismissing === 'all' ? 'Dismiss all' : `Dismiss ${countWords(dismissing?.jobs ?? 0, 'job')}`}
        keep="Keep them"
        busy={actions.busy}
        error={actions.refusal}
        onConfirm={() => {
          const choice = dismissing && dismissing !== 'all' ? { queue: dismissing.queue, error: dismissing.error } : {};
          actions.dismissAll(choice, () => setDismissing(null));
        }}
      />
    </ListPage>
  );
}
