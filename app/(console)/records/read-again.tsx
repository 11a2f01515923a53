'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

const outcomes: Record<Outputs['syncs']['refreshRecord']['outcome'], string> = {
  added: 'It is there again, and stored.',
  updated: 'It had changed: what is shown is the newest.',
  unchanged: 'It is as it was.',
  deleted: 'The app no longer has it, so it was deleted here.',
  absent: 'The app no longer has it.',
  queued: 'A run is on its way, and reads it next.',
};

/** Asks the app for this one record now. */
export function ReadAgain({ syncId, id }: { syncId: string; id: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = useMutation(
    trpc.syncs.refreshRecord.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.records.pathFilter()),
    }),
  );
  const told = refresh.error && toldError(refresh.error);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="small" busy={refresh.isPending} onClick={() => refresh.mutate({ id: syncId, key: id })}>
        Read it again
      </Button>
      <span role="status" className={`text-12 ${told ? 'text-failed' : 'text-muted'}`}>
        {told ? `${told.message} ${told.remedy ?? ''}` : refresh.data && outcomes[refresh.data.outcome]}
      </span>
    </span>
  );
}
