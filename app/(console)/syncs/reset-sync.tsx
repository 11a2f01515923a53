'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { toldError } from '../data/told-error.ts';
import { useTRPC } from '../data/trpc.ts';
import type { Sync } from './sync-status.tsx';

interface ResetSyncProps {
  sync: Sync;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Reads everything from the beginning, and says first what that means. */
export function ResetSync({ sync, open, onOpenChange }: ResetSyncProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reset = useMutation(
    trpc.syncs.reset.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries();
        onOpenChange(false);
      },
    }),
  );
  const app = sync.integration.name;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Read all ${sync.label} of ${sync.customer.name} again?`}
      consequences={
        <ul className="flex list-disc flex-col gap-1 pl-4">
          {sync.running && <li>The run on its way is ended first.</li>}
          <li>
            All {sync.label} are read from {app} once more, with as many requests as the first time.
          </li>
          <li>
            The {numberWords(sync.records)} that are here stay meanwhile. Your product is told only of what really is
            different.
          </li>
          <li>What {app} doesn’t have any more is deleted at the end. If that is a lot, it stops and asks.</li>
        </ul>
      }
      action="Read everything again"
      keep="Not now"
      harmless
      busy={reset.isPending}
      error={reset.error && toldError(reset.error)}
      onConfirm={() => reset.mutate({ id: sync.id })}
    />
  );
}
