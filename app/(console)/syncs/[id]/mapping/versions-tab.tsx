'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { listOf, paging } from '../../../data/list-of.ts';
import { Loaded } from '../../../data/loaded.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { written } from '../../../integrations/connectors/definition.ts';
import { MappingChanges } from './mapping-changes.tsx';
import type { MappingDraft } from './use-mapping.ts';

interface VersionsTabProps {
  draft: MappingDraft;
  used: number | null;
  onBroughtBack: () => void;
}

/** Every version with what it changed, and the way back to it. */
export function VersionsTab({ draft, used, onBroughtBack }: VersionsTabProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState<number | null>(null);
  const id = draft.syncId;
  const versions = useInfiniteQuery(trpc.mappings.versions.infiniteQueryOptions({ id, limit: 50 }, paging));
  const { rows, foot } = listOf(versions);
  const bringBack = useMutation({
    mutationFn: (version: number) => queries.fetchQuery(trpc.mappings.version.queryOptions({ id, version })),
    onSuccess: ({ document, target }) => {
      draft.setText(written(document));
      draft.setTargetText(target ? written(target) : '');
      onBroughtBack();
    },
  });
  return (
    <Section title="Versions" note="Written once, never changed">
      {bringBack.isError && (
        <Callout tone="failed" title="This version could not be read." text="Try it again in a moment." />
      )}
      <Loaded query={versions} what="versions" rows={3}>
        {() =>
          rows.length === 0 ? (
            <p className="px-4 py-3 text-muted">
              None yet. A version is made each time that the mapping is saved, with who did it and what it changed.
            </p>
          ) : (
            <>
              <ul>
                {rows.map(({ version, author, createdAt, changes }) => (
                  <li key={version} className="border-b border-line last:border-0">
                    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
                      <span className="font-medium">Version {version}</span>
                      {version === used && <Status tone="active" word="Used" />}
                      <span className="text-12 text-faint">
                        {author ?? 'By the API'}, <RelativeTime at={createdAt} />
                      </span>
                      <span className="ml-auto flex gap-2">
                        <Button
                          size="small"
                          aria-expanded={open === version}
                          disabled={changes.length === 0}
                          onClick={() => setOpen(open === version ? null : version)}
                        >
                          {changes.length === 0 ? 'Another model' : countWords(changes.length, 'change')}
                        </Button>
                        {version !== used && (
                          <Button
                            size="small"
                            busy={bringBack.isPending && bringBack.variables === version}
                            onClick={() => bringBack.mutate(version)}
                          >
                            Bring back<span className="sr-only"> version {version}</span>
                          </Button>
                        )}
                      </span>
                    </div>
                    {open === version && (
                      <div className="border-t border-line bg-canvas px-4 py-3">
                        <MappingChanges changes={changes} />
                      </div>
                    )}
                  </li>
                ))}
              </ul>
              <LoadMore {...foot} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
