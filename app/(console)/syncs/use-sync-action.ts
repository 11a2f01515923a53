'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toldError } from '../data/told-error.ts';
import { useTRPC } from '../data/trpc.ts';

/** Start, pause, resume and stop: each asks the server, then reads again what it changed. */
export function useSyncAction() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onSuccess = async () => {
    await Promise.all(
      [trpc.syncs, trpc.installations, trpc.runs, trpc.overview, trpc.failures].map((part) =>
        queries.invalidateQueries(part.pathFilter()),
      ),
    );
  };
  const trigger = useMutation(trpc.syncs.trigger.mutationOptions({ onSuccess }));
  const pause = useMutation(trpc.syncs.pause.mutationOptions({ onSuccess }));
  const resume = useMutation(trpc.syncs.resume.mutationOptions({ onSuccess }));
  const cancel = useMutation(trpc.runs.cancel.mutationOptions({ onSuccess }));
  const failed = [trigger, pause, resume, cancel].find((action) => action.error)?.error;
  return {
    busy: trigger.isPending || pause.isPending || resume.isPending || cancel.isPending,
    refusal: failed ? toldError(failed) : null,
    trigger: (id: string) => trigger.mutate({ id }),
    acceptDeletions: (id: string, onDone: () => void) =>
      trigger.mutate({ id, acceptDeletes: true }, { onSuccess: onDone }),
    pause: (id: string) => pause.mutate({ id }),
    resume: (id: string) => resume.mutate({ id }),
    cancel: (runId: string) => cancel.mutate({ id: runId }),
  };
}
