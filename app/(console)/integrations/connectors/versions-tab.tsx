'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import { type OwnConnector, written } from './definition.ts';
import { DiffLines } from './diff-lines.tsx';
import type { Draft } from './use-draft.ts';

interface VersionsTabProps {
  slug: string;
  own: OwnConnector;
  draft: Draft;
}

/** Everything that was published, by whom and why, and the way back to it. */
export function VersionsTab({ slug, own, draft }: VersionsTabProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState<number | null>(null);
  const restore = useMutation(
    trpc.connectors.restore.mutationOptions({
      onSuccess: async (view) => {
        if (view.own) draft.load(view.own.draft, view.own.savedAt);
        await queries.invalidateQueries(trpc.connectors.pathFilter());
      },
    }),
  );
  const told = restore.error && toldError(restore.error);
  if (own.versions.length === 0)
    return (
      <p className="text-muted">Nothing was published yet. A version is made each time that the draft is published.</p>
    );
  return (
    <>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {restore.isSuccess && (
        <Callout
          tone="active"
          title={`Version ${restore.variables.version} is the draft again.`}
          text="It is used once it is published."
        />
      )}
      <Section title="Versions" note="Written once, never changed">
        <ul>
          {own.versions.map(({ version, note, author, at, published }) => (
            <li key={version} className="border-b border-line last:border-0">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
                <span className="font-medium">Version {version}</span>
                {published && <Status tone="active" word="Used" />}
                <span className="min-w-0 text-muted wrap-anywhere">{note || 'No note'}</span>
                <span className="text-12 text-faint">
                  {author ?? 'By the API'}, <RelativeTime at={at} />
                </span>
                <span className="ml-auto flex gap-2">
                  <Button
                    size="small"
                    aria-expanded={open === version}
                    onClick={() => setOpen(open === version ? null : version)}
                  >
                    Compare with the draft
                  </Button>
                  <Button
                    size="small"
                    busy={restore.isPending && restore.variables.version === version}
                    onClick={() => restore.mutate({ slug, version })}
                  >
                    Bring back as draft
                  </Button>
                </span>
              </div>
              {open === version && <VersionDiff slug={slug} version={version} draft={draft} />}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function VersionDiff({ slug, version, draft }: { slug: string; version: number; draft: Draft }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.connectors.version.queryOptions({ slug, version }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <div className="border-t border-line bg-canvas">
      <Loaded query={query} what="the version" rows={3}>
        {({ definition }) => (
          <ScrollRegion label={`Version ${version} and the draft`} className="max-h-96">
            <DiffLines before={written(definition)} after={draft.text} />
          </ScrollRegion>
        )}
      </Loaded>
    </div>
  );
}
