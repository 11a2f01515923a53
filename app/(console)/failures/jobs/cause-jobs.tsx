'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { listOf, paging } from '../../data/list-of.ts';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { aboutOf, type FailedJob, type JobCause, workOf } from './job-words.ts';
import type { JobActions } from './use-failed-jobs.ts';

interface CauseJobsProps {
  cause: JobCause;
  actions: JobActions;
}

/** The jobs of one cause: what each is about, how often it was tried, and when. */
export function CauseJobs({ cause, actions }: CauseJobsProps) {
  const trpc = useTRPC();
  const { queue, error } = cause;
  const jobs = useInfiniteQuery(
    trpc.failedJobs.list.infiniteQueryOptions({ queue, ...(error !== null && { error }), limit: 50 }, paging),
  );
  const { rows, foot } = listOf(jobs);
  return (
    <div className="border-t border-line bg-canvas">
      <Loaded query={jobs} what="jobs" rows={2}>
        {() => (
          <DataTable
            label={`${workOf(queue).name}, failed`}
            columns={columns(actions)}
            rows={rows}
            keyOf={({ id }) => id}
            footer={<LoadMore {...foot} />}
          />
        )}
      </Loaded>
    </div>
  );
}

const columns = (actions: JobActions): Column<FailedJob>[] => [
  { head: 'About', cell: (job) => <About job={job} /> },
  { head: 'Tried', cell: ({ tries }) => countWords(tries, 'time') },
  { head: 'Queued', cell: ({ queuedAt }) => <RelativeTime at={queuedAt} /> },
  { head: 'Failed', cell: ({ failedAt }) => <RelativeTime at={failedAt} /> },
  {
    head: 'Actions',
    align: 'right',
    cell: ({ id }) => (
      <span className="inline-flex gap-2">
        <Button size="small" disabled={actions.busy} onClick={() => actions.retry(id)}>
          Run again
        </Button>
        <Button size="small" look="quiet" disabled={actions.busy} onClick={() => actions.dismiss(id)}>
          Dismiss
        </Button>
      </span>
    ),
  },
];

function About({ job }: { job: FailedJob }) {
  const about = aboutOf(job);
  if (about.length === 0) return <span className="font-regular">The whole environment</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {about.map(({ name, id, href }) => (
        <span key={`${name} ${id}`} className="flex items-center gap-1 font-regular">
          {href ? (
            <Link href={href} className="text-accent-ink hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
          <CopyId id={id} what={`${name} id`} short />
        </span>
      ))}
    </span>
  );
}
