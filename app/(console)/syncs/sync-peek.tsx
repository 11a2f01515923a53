'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Facts } from '#app/ui/facts.tsx';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import { RunStrip } from './run-strip.tsx';
import { SyncActions } from './sync-actions.tsx';
import { syncFacts } from './sync-facts.tsx';
import { SyncProblem } from './sync-problem.tsx';
import { SyncProgress } from './sync-progress.tsx';
import { syncSentence } from './sync-words.ts';

/** One sync beside the list: how it goes, and what can be done. */
export function SyncPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC();
  const sync = useQuery(
    trpc.syncs.get.queryOptions({ id }, { refetchInterval: ({ state }) => (state.data?.running ? 1_500 : 5_000) }),
  );
  const name = sync.data ? `${sync.data.label} of ${sync.data.customer.name}` : 'Sync';
  return (
    <PeekPanel
      title={<span className="inline-block first-letter:uppercase">{name}</span>}
      label={`Sync of ${name}`}
      href={`/syncs/${id}`}
      onClose={onClose}
    >
      <Loaded query={sync} what="the sync" rows={5}>
        {(data) => (
          <>
            <p className="text-14 font-medium text-balance">{syncSentence(data)}.</p>
            {data.running && <SyncProgress sync={data} />}
            <SyncProblem sync={data} />
            <SyncActions sync={data} />
            <Facts facts={[{ name: 'Latest runs', value: <RunStrip sync={data} /> }, ...syncFacts(data)]} />
            {data.failures > 0 && (
              <Link href={`/failures?sync=${id}`} className="self-start py-0.5 text-accent-ink hover:underline">
                Records that could not be stored
              </Link>
            )}
          </>
        )}
      </Loaded>
    </PeekPanel>
  );
}
