'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import type { Composer } from './use-composer.ts';

/** Why the draft could not be saved; where somebody else has saved it, whose work is kept. */
export function Conflict({ slug, composer }: { slug: string; composer: Composer }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { refused } = composer;
  if (!refused) return null;
  if (refused.code !== 'conflict')
    return (
      <Callout tone="failed" title={`The draft was not saved. ${refused.message}`} text={refused.remedy}>
        <Button size="small" className="self-start" busy={composer.isSaving} onClick={() => void composer.saveNow()}>
          Try again
        </Button>
      </Callout>
    );
  return (
    <Callout
      tone="attention"
      title="Somebody else has saved this draft meanwhile."
      text="Load theirs (yours can be brought back with Undo), or keep yours in its place."
    >
      <span className="flex gap-2 pt-1">
        <Button
          size="small"
          onClick={async () => {
            const theirs = await queries.fetchQuery(trpc.integrations.get.queryOptions({ slug }, { staleTime: 0 }));
            composer.load(theirs.draft, theirs.draftAt);
          }}
        >
          Load theirs
        </Button>
        <Button size="small" busy={composer.isSaving} onClick={() => void composer.saveAnyway()}>
          Keep mine
        </Button>
      </span>
    </Callout>
  );
}
