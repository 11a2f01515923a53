'use client';

import { numberWords } from '#app/ui/number-words.ts';
import { Status } from '#app/ui/status.tsx';
import type { ConnectionState } from '../connections/connection-status.tsx';
import type { Outputs } from '../data/trpc.ts';

export type Sync = Outputs['syncs']['list']['items'][number];

/** What a sync does right now; without a connection that works it does nothing. */
export function SyncStatus({ sync, connection }: { sync: Sync; connection: ConnectionState }) {
  if (connection === 'disconnected') return <Status tone="ended" word="Ended" />;
  if (connection !== 'active') return <Status tone="waiting" word="Waits for the connection" />;
  if (sync.running) {
    const { seen, total } = sync.running;
    return (
      <Status
        tone="running"
        word={total ? `Running, ${numberWords(seen)} of ${numberWords(total)}` : `Running, ${numberWords(seen)} so far`}
      />
    );
  }
  return sync.status === 'paused' ? <Status tone="paused" word="Paused" /> : <Status tone="active" word="On" />;
}
