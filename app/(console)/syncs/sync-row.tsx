'use client';

import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import type { ConnectionState } from '../connections/connection-status.tsx';
import { RunStrip } from './run-strip.tsx';
import { type Sync, SyncStatus } from './sync-status.tsx';
import { scheduleWords } from './sync-words.ts';
import { useSyncAction } from './use-sync-action.ts';

/** One sync: what it copies, how it goes, and what can be done with it. */
export function SyncRow({ sync, connection }: { sync: Sync; connection: ConnectionState }) {
  const works = connection === 'active';
  const { trigger, pause, resume, busy, refusal } = useSyncAction();
  return (
    <li className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-48 flex-1 flex-col">
          <p className="flex flex-wrap items-center gap-x-3">
            <Link href={`/syncs/${sync.id}`} className="font-medium first-letter:uppercase hover:underline">
              {sync.label}
            </Link>
            <SyncStatus sync={sync} />
          </p>
          <p className="text-12 text-faint">
            {countWords(sync.records, 'record')} as <code className="font-mono">{sync.model}</code>,{' '}
            {scheduleWords(sync)}
            {sync.lastChangeAt && (
              <>
                {' '}
                · last change <RelativeTime at={sync.lastChangeAt} />
              </>
            )}
          </p>
        </div>
        <RunStrip sync={sync} />
        <div className="flex items-center gap-1.5">
          {sync.records > 0 && (
            <Button size="small" look="quiet" asChild>
              <Link href={`/records?customer=${sync.customer.id}&sync=${sync.id}`}>
                Records
                <span className="sr-only">
                  {' '}
                  of {sync.label}, {numberWords(sync.records)}
                </span>
              </Link>
            </Button>
          )}
          {works && sync.status === 'active' && (
            <>
              <Button size="small" disabled={busy || sync.running !== null} onClick={() => trigger(sync.id)}>
                Sync now
              </Button>
              <Button size="small" disabled={busy} onClick={() => pause(sync.id)}>
                Pause
              </Button>
            </>
          )}
          {works && sync.status === 'paused' && (
            <Button size="small" disabled={busy} onClick={() => resume(sync.id)}>
              Resume
            </Button>
          )}
        </div>
      </div>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
    </li>
  );
}
