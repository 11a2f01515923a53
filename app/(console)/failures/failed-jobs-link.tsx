'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { useTRPC } from '../data/trpc.ts';

/** The way to the work that failed for good; how much of it there is stands on it. */
export function FailedJobsLink() {
  const trpc = useTRPC();
  const causes = useQuery(trpc.failedJobs.causes.queryOptions({}, { refetchInterval: 30_000 }));
  const jobs = (causes.data?.items ?? []).reduce((sum, cause) => sum + cause.jobs, 0);
  return (
    <Button asChild>
      <Link href="/failures/jobs">{jobs === 0 ? 'Failed jobs' : countWords(jobs, 'failed job')}</Link>
    </Button>
  );
}
