'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { toldError } from '../data/told-error.ts';
import { useTRPC } from '../data/trpc.ts';
import type { Choice } from './failure-words.ts';

/** Takes an "ignore" back. */
export function RestoreButton({ choice, onDone }: { choice: Choice; onDone?: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const restore = useMutation(
    trpc.failures.restore.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.failures.pathFilter());
        onDone?.();
      },
    }),
  );
  return (
    <>
      <Button size="small" busy={restore.isPending} onClick={() => restore.mutate(choice)}>
        Bring back
      </Button>
      {restore.error && <span className="text-12 text-failed">{toldError(restore.error).message}</span>}
    </>
  );
}
