import type { Column } from '#app/ui/data-table.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Sparkline } from '#app/ui/sparkline.tsx';
import { AppIcon } from '../data/app-icon.tsx';
import type { Outputs } from '../data/trpc.ts';
import { type Sync, SyncStatus } from './sync-status.tsx';
import { changedWords, failureWords, perSecondWords, scheduleWords } from './sync-words.ts';

type Activity = Outputs['syncs']['activity'][number];

const changesOf = (activity: Activity | undefined): number[] =>
  activity?.parts.map((part) => part.added + part.updated + part.deleted) ?? [];

/** The columns of the list; what happened in the last day comes after the list itself. */
export const syncColumns = (activity: Map<string, Activity>): Column<Sync>[] => [
  {
    head: 'Sync',
    cell: (sync) => (
      <span className="flex items-center gap-2">
        <AppIcon connector={sync.connector} size={16} />
        <span className="truncate first-letter:uppercase">{sync.label}</span>
      </span>
    ),
  },
  { head: 'Customer', cell: (sync) => sync.customer.name },
  { head: 'State', cell: (sync) => <SyncStatus sync={sync} /> },
  {
    head: 'Object → model',
    cell: (sync) => (
      <code className="font-mono text-12">
        {sync.object} → {sync.model}
      </code>
    ),
  },
  { head: 'Schedule', cell: scheduleWords },
  { head: 'Records', align: 'right', cell: (sync) => numberWords(sync.records) },
  {
    head: 'Last 24 hours',
    cell: (sync) => {
      const changes = changesOf(activity.get(sync.id));
      return changes.length === 0 ? null : (
        <Sparkline values={changes} words={changedWords(changes.reduce((sum, value) => sum + value, 0))} />
      );
    },
  },
  {
    head: 'Failures',
    align: 'right',
    cell: (sync) => <span className={sync.failures > 0 ? 'font-medium text-failed' : ''}>{failureWords(sync)}</span>,
  },
  {
    head: 'Last success',
    align: 'right',
    cell: (sync) => (sync.lastSuccessAt ? <RelativeTime at={sync.lastSuccessAt} /> : 'Not yet'),
  },
  { head: 'Next run', align: 'right', cell: (sync) => (sync.nextRunAt ? <RelativeTime at={sync.nextRunAt} /> : '') },
  {
    head: 'Rate',
    align: 'right',
    cell: (sync) => (sync.lastRun?.recordsPerSecond ? perSecondWords(sync.lastRun.recordsPerSecond) : ''),
  },
];
