'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { beginReach, reachOf, reachProblem } from './reach.ts';
import { ReachFields } from './reach-fields.tsx';

interface StartRolloutProps {
  slug: string;
  /** Null: nothing is asked. */
  version: number | null;
  onClose: () => void;
}

/** Brings a version that is there already to customers: one that waited, or one that was rolled back. */
export function StartRollout({ slug, version, onClose }: StartRolloutProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reach, setReach] = useState(beginReach);
  const [asked, setAsked] = useState(false);
  const start = useMutation(
    trpc.rollouts.start.mutationOptions({
      onSuccess: async () => {
        onClose();
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.pathFilter()),
          queries.invalidateQueries(trpc.rollouts.pathFilter()),
        ]);
      },
    }),
  );
  const told = start.error && toldError(start.error);
  const problem = reachProblem(reach);
  return (
    <Dialog
      open={version !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Roll out version ${version ?? ''}`}
      description="It reaches those who have the integration a few at a time. Who must do something first is asked, and goes on as before until then."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!problem && version !== null) start.mutate({ slug, version, reach: reachOf(reach) });
        }}
      >
        <ReachFields reach={reach} onChange={setReach} error={asked ? problem : undefined} />
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={start.isPending}>
            Roll it out
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
