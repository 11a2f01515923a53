import Link from 'next/link';
import { CopyId } from '#app/ui/copy-id.tsx';
import type { Fact } from '#app/ui/facts.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { AppIcon } from '../data/app-icon.tsx';
import { type Sync, SyncStatus } from './sync-status.tsx';
import { perSecondWords, scheduleWords } from './sync-words.ts';

const modes: Record<Sync['mode'], string> = {
  incremental: 'What has changed since the last run',
  full: 'Everything in each run',
  webhook: 'What the app says has changed, and a sweep',
};
const link = 'py-0.5 text-accent-ink hover:underline';

/** What a sync is and when it runs. */
export const syncFacts = (sync: Sync): Fact[] => [
  { name: 'State', value: <SyncStatus sync={sync} /> },
  {
    name: 'Customer',
    value: (
      <Link href={`/customers/${sync.customer.id}`} className={link}>
        {sync.customer.name}
      </Link>
    ),
  },
  {
    name: 'Connection',
    value: (
      <Link href={`/connections/${sync.connectionId}`} className={`inline-flex items-center gap-1.5 ${link}`}>
        <AppIcon connector={sync.connector} size={14} />
        {sync.integration.name}
      </Link>
    ),
  },
  {
    name: 'Object → model',
    value: (
      <code className="font-mono text-12">
        {sync.object} → {sync.model}
      </code>
    ),
  },
  { name: 'Schedule', value: <span className="inline-block first-letter:uppercase">{scheduleWords(sync)}</span> },
  { name: 'Reads', value: modes[sync.mode] },
  {
    name: 'Next run',
    value: sync.nextRunAt ? <RelativeTime at={sync.nextRunAt} /> : sync.running ? 'Now' : 'None planned',
  },
  { name: 'Last success', value: sync.lastSuccessAt ? <RelativeTime at={sync.lastSuccessAt} /> : 'Not yet' },
  { name: 'Last change', value: sync.lastChangeAt ? <RelativeTime at={sync.lastChangeAt} /> : 'Not yet' },
  { name: 'All read', value: sync.lastFullPassAt ? <RelativeTime at={sync.lastFullPassAt} /> : 'Not yet' },
  {
    name: 'Rate',
    value: sync.lastRun?.recordsPerSecond
      ? `${perSecondWords(sync.lastRun.recordsPerSecond)} in the last run`
      : 'Not known yet',
  },
  { name: 'Id', value: <CopyId id={sync.id} what="sync id" short /> },
];
