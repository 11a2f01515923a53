'use client';

import { numberWords } from '#app/ui/number-words.ts';
import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../data/trpc.ts';

export type Sync = Outputs['syncs']['list']['items'][number];

/** What a sync does right now; without a connection that works it does nothing. */
export function SyncStatus({ sync }: { sync: Sync }) {
  if (sync.connectionStatus === 'disconnected') return <Status tone="ended" word="Ended" />;
  if (sync.connectionStatus !== 'active') return <Status tone="waiting" word="Waits for the connection" />;
  if (sync.running) {
    const { seen, total, waitsFor } = sync.running;
    if (waitsFor) return <Status tone="waiting" word="Tries again soon" />;
    return (
      <Status
        tone="running"
        word={total ? `Running, ${numberWords(seen)} of ${numberWords(total)}` : `Running, ${numberWords(seen)} so far`}
      />
    );
  }
  if (sync.status === 'paused') return <Status tone="paused" word="Paused" />;
  if (sync.failingSince) return <Status tone="failed" word="Failing" strong />;
  return <Status tone="active" word="On" />;
}
