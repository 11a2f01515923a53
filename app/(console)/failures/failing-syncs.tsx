'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Callout } from '#app/ui/callout.tsx';
import { useTRPC } from '../data/trpc.ts';

const shown = 3;

/** Syncs that fail as a whole have no record to show here, and must not be overlooked. */
export function FailingSyncs() {
  const trpc = useTRPC();
  const query = useQuery(trpc.syncs.list.queryOptions({ state: 'failing', limit: shown }, { refetchInterval: 15_000 }));
  const syncs = query.data?.items ?? [];
  if (syncs.length === 0) return null;
  return (
    <Callout tone="attention" title="Some syncs fail as a whole, so their records are not read at all.">
      <ul className="flex flex-col gap-1">
        {syncs.map((sync) => (
          <li key={sync.id}>
            <Link href={`/syncs/${sync.id}`} className="py-0.5 font-medium text-accent-ink hover:underline">
              {sync.customer.name}, {sync.label}
            </Link>
            : {sync.lastRun?.error?.sentence}
          </li>
        ))}
      </ul>
      {query.data?.nextCursor && (
        <Link href="/syncs?state=failing" className="self-start py-0.5 font-medium text-accent-ink hover:underline">
          All of them
        </Link>
      )}
    </Callout>
  );
}
