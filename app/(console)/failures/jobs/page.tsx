import type { Metadata } from 'next';
import { FailedJobs } from './failed-jobs.tsx';

export const metadata: Metadata = { title: 'Failed jobs' };

export default function FailedJobsPage() {
  return <FailedJobs />;
}
