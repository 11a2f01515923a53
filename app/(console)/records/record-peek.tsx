'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { JsonView } from '#app/ui/json-view.tsx';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { useTRPC } from '../data/trpc.ts';
import type { Sync } from '../syncs/sync-status.tsx';
import { RecordAction } from './record-action.tsx';
import type { BrowsedRecord } from './use-records.ts';

interface RecordPeekProps {
  record: BrowsedRecord;
  sync: Sync;
  onClose: () => void;
}

/** One record as your product reads it, and where it came from. */
export function RecordPeek({ record, sync, onClose }: RecordPeekProps) {
  const trpc = useTRPC();
  const runs = useQuery(trpc.runs.list.queryOptions({ syncId: sync.id, limit: 200 }));
  const wrote = runs.data?.items.find(
    (run) =>
      run.startedAt !== null &&
      run.startedAt <= record.changedAt &&
      (run.finishedAt === null || run.finishedAt >= record.changedAt),
  );
  return (
    <PeekPanel title={record.id} label={`Record ${record.id}`} onClose={onClose}>
      <Facts
        facts={[
          { name: 'Key', value: <CopyId id={record.id} what="record key" /> },
          { name: 'Last change', value: <RecordAction action={record.action} /> },
          { name: 'Changed', value: <RelativeTime at={record.changedAt} /> },
          {
            name: 'Came from',
            value: (
              <span className="flex flex-wrap items-baseline gap-x-1.5">
                <Link href={`/customers/${sync.customer.id}`} className="py-0.5 hover:underline">
                  {sync.customer.name}
                </Link>
                <span className="text-faint">›</span>
                <Link href={`/connections/${sync.connectionId}`} className="py-0.5 hover:underline">
                  sync of {sync.label}
                </Link>
                <span className="text-faint">›</span>
                <Link
                  href={wrote ? `/runs/${wrote.id}` : `/runs?sync=${sync.id}`}
                  className="py-0.5 font-medium text-accent-ink hover:underline"
                >
                  {wrote ? 'the run that wrote it' : 'its runs'}
                </Link>
              </span>
            ),
          },
        ]}
      />
      {record.data === null ? (
        <p className="text-muted">
          It was deleted, and its fields with it. Your product is told so by the change feed.
        </p>
      ) : (
        <>
          <Facts
            facts={Object.entries(record.data)
              .filter(([, value]) => value !== null && typeof value !== 'object')
              .map(([name, value]) => ({ name, value: String(value) }))}
          />
          <JsonView value={record.data} label="record" />
        </>
      )}
    </PeekPanel>
  );
}
