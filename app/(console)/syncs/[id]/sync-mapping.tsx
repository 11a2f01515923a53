'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import type { Sync } from '../sync-status.tsx';

type View = Outputs['mappings']['get'];

const shown = 12;

/** How the app's rows become records: a sentence for each field, and what does not fit any more. */
export function SyncMapping({ sync }: { sync: Sync }) {
  const trpc = useTRPC();
  const mapping = useQuery(trpc.mappings.get.queryOptions({ id: sync.id }));
  const current = mapping.data?.current;
  const href = `/syncs/${sync.id}/mapping`;
  return (
    <Section
      title="Mapping"
      note={
        current && (
          <>
            Version {current.version}, {current.author ?? 'by the API'}, <RelativeTime at={current.createdAt} />
          </>
        )
      }
      actions={
        mapping.data && (
          <>
            {current && (
              <Button size="small" asChild>
                <Link href={`${href}?tab=versions`}>Versions</Link>
              </Button>
            )}
            <Button size="small" asChild>
              <Link href={href}>{current ? 'Change it' : 'Make a mapping'}</Link>
            </Button>
          </>
        )
      }
    >
      <Loaded query={mapping} what="the mapping" rows={3}>
        {(view) => <MappingOf view={view} sync={sync} href={href} />}
      </Loaded>
    </Section>
  );
}

function MappingOf({ view: { current, problems }, sync, href }: { view: View; sync: Sync; href: string }) {
  if (!current)
    return (
      <p className="px-4 py-3 text-muted">
        Records are as {sync.integration.name} has them, every field under its own name. With a mapping they get the
        names, types and values that your product wants.
      </p>
    );
  const { sentences } = current;
  return (
    <>
      {problems.length > 0 && (
        <div className="border-b border-line p-3">
          <Callout
            tone="attention"
            title="It does not fit the model that is wanted now. Until it is mended, records keep their old shape."
          >
            <ul className="flex list-disc flex-col gap-1 pl-4">
              {problems.map(({ field, message, remedy }) => (
                <li key={`${field} ${message}`}>
                  {message} {remedy}
                </li>
              ))}
            </ul>
          </Callout>
        </div>
      )}
      <ul>
        {sentences.slice(0, shown).map(({ field, sentence }) => (
          <li
            key={field}
            className="grid grid-cols-1 gap-x-4 border-b border-line px-4 py-2 last:border-0 sm:grid-cols-[minmax(8rem,14rem)_minmax(0,1fr)]"
          >
            <code className="font-mono text-12 leading-5 font-medium wrap-anywhere">{field}</code>
            <span className="wrap-anywhere text-muted">{sentence}</span>
          </li>
        ))}
      </ul>
      {sentences.length > shown && (
        <p className="border-t border-line px-4 py-2">
          <Link href={href} className="text-accent-ink hover:underline">
            {sentences.length - shown} more
          </Link>
        </p>
      )}
    </>
  );
}
