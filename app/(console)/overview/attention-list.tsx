import Link from 'next/link';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import type { Outputs } from '../data/trpc.ts';

/** Who waits for somebody, and for what. */
export function AttentionList({ items }: { items: Outputs['overview']['get']['attention'] }) {
  return (
    <Section title="Needs attention">
      <ul>
        {items.map((item) => (
          <li key={item.syncId ?? item.connectionId} className="border-b border-line last:border-0">
            <Link
              href={item.syncId ? `/syncs/${item.syncId}` : `/connections/${item.connectionId}`}
              className="flex gap-3 px-4 py-2.5 hover:bg-hover"
            >
              <span className="flex h-5 items-center">
                <StatusShape tone={item.syncId ? 'failed' : 'attention'} />
              </span>
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="font-medium">
                  {item.customer.name}, {item.integration}
                </span>
                <span className="text-muted">{item.sentence}</span>
              </span>
              <span className="text-12 text-faint">
                <RelativeTime at={item.since} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
