'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { causeKey } from '../../failures/failure-words.ts';
import type { Sync } from '../sync-status.tsx';

const shown = 5;

/** Why records of this sync could not be stored; each leads to where it can be mended. */
export function SyncFailures({ sync }: { sync: Sync }) {
  const trpc = useTRPC();
  const causes = useQuery(trpc.failures.causes.queryOptions({ syncId: sync.id }, { refetchInterval: 15_000 }));
  return (
    <Section
      title="Records that could not be stored"
      note="All others went on"
      actions={
        <Link href={`/failures?sync=${sync.id}`} className="text-12 text-accent-ink hover:underline">
          All failures
        </Link>
      }
    >
      <Loaded query={causes} what="failures" rows={2}>
        {({ items }) => (
          <ul>
            {items.slice(0, shown).map((cause) => (
              <li key={causeKey(cause)} className="border-b border-line last:border-0">
                <Link
                  href={`/failures?${new URLSearchParams({ sync: sync.id, open: causeKey(cause) })}`}
                  className="flex gap-3 px-4 py-2.5 hover:bg-hover"
                >
                  <span className="flex h-5 items-center">
                    <StatusShape tone="failed" />
                  </span>
                  <span className="flex min-w-0 flex-1 flex-col">
                    <span className="font-medium wrap-anywhere">{cause.message}</span>
                    <span className="text-muted">
                      {countWords(cause.failures, 'record')}. {cause.remedy}
                    </span>
                  </span>
                  <span className="text-12 text-faint">
                    <RelativeTime at={cause.lastSeenAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
