'use client';

import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import type { Sync } from './sync-status.tsx';
import { useSyncAction } from './use-sync-action.ts';

/** What can be done with a sync now. Without a connection that works there is nothing but to look. */
export function SyncActions({ sync }: { sync: Sync }) {
  const { trigger, pause, resume, busy, refusal } = useSyncAction();
  const works = sync.connectionStatus === 'active';
  const sleeps = sync.running?.waitsFor != null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {works && sync.status === 'active' && (
          <>
            <Button
              look="primary"
              disabled={busy || (sync.running !== null && !sleeps)}
              onClick={() => trigger(sync.id)}
            >
              {sleeps ? 'Try again now' : 'Sync now'}
            </Button>
            <Button disabled={busy} onClick={() => pause(sync.id)}>
              Pause
            </Button>
          </>
        )}
        {works && sync.status === 'paused' && (
          <Button look="primary" disabled={busy} onClick={() => resume(sync.id)}>
            Resume
          </Button>
        )}
        <Button asChild>
          <Link href={`/records?customer=${sync.customer.id}&sync=${sync.id}`}>Records</Link>
        </Button>
      </div>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
    </div>
  );
}
