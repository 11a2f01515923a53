'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';

/** Pause and resume: each asks the server, then reads again what it changed. */
export function useDestinationAction() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries(trpc.destinations.pathFilter());
  const pause = useMutation(trpc.destinations.pause.mutationOptions({ onSuccess }));
  const resume = useMutation(trpc.destinations.resume.mutationOptions({ onSuccess }));
  const failed = [pause, resume].find((action) => action.error)?.error;
  return {
    busy: pause.isPending || resume.isPending,
    refusal: failed ? toldError(failed) : null,
    pause: (id: string) => pause.mutate({ id }),
    resume: (id: string) => resume.mutate({ id }),
  };
}
