'use client';

import { useQuery } from '@tanstack/react-query';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import { written } from '../../connectors/definition.ts';
import { DiffLines } from '../../connectors/diff-lines.tsx';
import { ChoiceField } from '../../connectors/form-field.tsx';
import { ChangeList, weightWords } from './change-list.tsx';

interface CompareVersionsProps {
  slug: string;
  version: number;
  versions: { version: number }[];
}

/** What is different between two versions: in sentences, and in their documents line by line. */
export function CompareVersions({ slug, version, versions }: CompareVersionsProps) {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const others = versions.filter((one) => one.version !== version).map((one) => one.version);
  const before = others.find((one) => one < version) ?? others[0];
  const from = others.find((one) => String(one) === get('with')) ?? before;
  const never = { staleTime: Number.POSITIVE_INFINITY };
  const compared = useQuery(
    trpc.integrationVersions.compare.queryOptions({ slug, from: from ?? version, to: version }, never),
  );
  const old = useQuery(trpc.integrationVersions.get.queryOptions({ slug, version: from ?? version }, never));
  const now = useQuery(trpc.integrationVersions.get.queryOptions({ slug, version }, never));
  if (from === undefined)
    return (
      <p className="border-t border-line bg-canvas px-4 py-2 text-12 text-muted">There is no other version yet.</p>
    );
  return (
    <div className="flex flex-col border-t border-line bg-canvas">
      <div className="max-w-52 px-4 py-2">
        <ChoiceField
          label="Compared with version"
          value={String(from)}
          choices={others.map((one) => ({ value: String(one), label: String(one) }))}
          onChoose={(value) => set({ with: value })}
        />
      </div>
      <Loaded query={compared} what="the comparison" rows={2}>
        {({ change, changes }) => (
          <>
            <p className="px-4 py-1 text-12 text-faint">{weightWords[change]}.</p>
            <ChangeList changes={changes} />
          </>
        )}
      </Loaded>
      {old.data && now.data && (
        <details className="border-t border-line">
          <summary className="px-4 py-2 text-12 text-muted">Line by line</summary>
          <ScrollRegion label={`Versions ${from} and ${version}`} className="max-h-96">
            <DiffLines before={written(old.data.definition)} after={written(now.data.definition)} />
          </ScrollRegion>
        </details>
      )}
    </div>
  );
}
