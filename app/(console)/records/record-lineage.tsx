import Link from 'next/link';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import type { Sync } from '../syncs/sync-status.tsx';
import type { RecordDetail } from './use-record.ts';

const link = 'py-0.5 hover:underline';

/** Where a version of a record came from: customer, sync, run, page, request. */
export function RecordLineage({ sync, writer, at }: { sync: Sync; writer: RecordDetail['writer']; at: string }) {
  const [call] = writer?.calls ?? [];
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-baseline gap-x-1.5">
        <Link href={`/customers/${sync.customer.id}`} className={link}>
          {sync.customer.name}
        </Link>
        <span className="text-faint">›</span>
        <Link href={`/syncs/${sync.id}`} className={link}>
          sync of {sync.label}
        </Link>
        <span className="text-faint">›</span>
        {writer ? (
          <Link href={`/runs/${writer.runId}`} className={`${link} font-medium text-accent-ink`}>
            the run that wrote it
          </Link>
        ) : (
          <span className="text-muted">read alone, or by a run that is no longer kept</span>
        )}
        {writer && (
          <>
            <span className="text-faint">›</span>
            <span>page {writer.page}</span>
          </>
        )}
        <span className="text-faint">
          <RelativeTime at={at} />
        </span>
      </span>
      {writer && call && (
        <span className="font-mono text-12 wrap-anywhere text-muted">
          {call.method || 'SQL'} {call.host}
          {call.path} {call.status ?? ''}
          {writer.calls.length > 1 && ` and ${writer.calls.length - 1} more`}
        </span>
      )}
    </span>
  );
}
