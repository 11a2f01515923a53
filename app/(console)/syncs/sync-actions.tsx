'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Menu, MenuItem } from '#app/ui/menu.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { EditSchedule } from './edit-schedule.tsx';
import { ResetSync } from './reset-sync.tsx';
import type { Sync } from './sync-status.tsx';
import { useSyncAction } from './use-sync-action.ts';

/** What can be done with a sync now. Without a connection that works there is nothing but to look. */
export function SyncActions({ sync }: { sync: Sync }) {
  const { trigger, pause, resume, cancel, busy, refusal } = useSyncAction();
  const [dialog, setDialog] = useState<'schedule' | 'reset' | null>(null);
  const works = sync.connectionStatus === 'active';
  const { running } = sync;
  const sleeps = running?.waitsFor != null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {works && sync.status === 'active' && (
          <>
            <Button look="primary" disabled={busy || (running !== null && !sleeps)} onClick={() => trigger(sync.id)}>
              {sleeps ? 'Try again now' : 'Sync now'}
            </Button>
            {running && (
              <Button disabled={busy} onClick={() => cancel(running.runId)}>
                Stop this run
              </Button>
            )}
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
        {sync.connectionStatus !== 'disconnected' && (
          <Menu
            align="end"
            trigger={
              <Button aria-label="More">
                <Icon of={Ellipsis} />
              </Button>
            }
          >
            <MenuItem onSelect={() => setDialog('schedule')}>Change the schedule</MenuItem>
            {works && sync.status === 'active' && (
              <MenuItem onSelect={() => setDialog('reset')}>Read everything again</MenuItem>
            )}
          </Menu>
        )}
      </div>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <EditSchedule sync={sync} open={dialog === 'schedule'} onOpenChange={() => setDialog(null)} />
      <ResetSync sync={sync} open={dialog === 'reset'} onOpenChange={() => setDialog(null)} />
    </div>
  );
}
