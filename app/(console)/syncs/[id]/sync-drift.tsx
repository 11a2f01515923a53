'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { useTRPC } from '../../data/trpc.ts';
import type { Sync } from '../sync-status.tsx';

type Change = Sync['drift'][number];

/** What has changed about the app's fields, so that a mapping may no longer fit. */
export function SyncDrift({ sync }: { sync: Sync }) {
  const app = sync.integration.name;
  const trpc = useTRPC();
  const broken = useQuery(trpc.mappings.get.queryOptions({ id: sync.id })).data?.broken ?? [];
  return (
    <Section
      title={`Changes of the fields in ${app}`}
      note="Found when the app was read; what you map may need a look"
      actions={
        broken.length > 0 && (
          <Button size="small" asChild>
            <Link href={`/syncs/${sync.id}/mapping`}>Mend the mapping</Link>
          </Button>
        )
      }
    >
      <ul>
        {sync.drift.map((change) => (
          <li
            key={`${change.kind} ${change.field}`}
            className="flex gap-3 border-b border-line px-4 py-2.5 last:border-0"
          >
            <span className="flex h-5 items-center">
              <StatusShape tone="attention" />
            </span>
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="font-medium wrap-anywhere">{changeWords(change)}</span>
              <code className="font-mono text-12 wrap-anywhere text-muted">{change.field}</code>
              {broken
                .filter(({ field }) => field === change.field)
                .map(({ target, sentence }) => (
                  <span key={target} className="wrap-anywhere">
                    {sentence}
                  </span>
                ))}
            </span>
            <span className="text-12 text-faint">
              <RelativeTime at={change.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function changeWords(change: Change): string {
  switch (change.kind) {
    case 'removed':
      return `${change.label} is gone`;
    case 'renamed':
      return `${change.label} is now called ${change.to}, it seems`;
    case 'retyped':
      return `${change.label} was a ${change.from} and is a ${change.to}`;
    case 'required':
      return `${change.label} is now required`;
  }
}
