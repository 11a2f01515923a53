'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { countWords } from '#app/ui/number-words.ts';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';

/** Which jobs are meant; all of them where nothing is said. */
interface JobChoice {
  queue?: string;
  error?: string | null;
}

/** Running failed jobs again, and dismissing them: one, those of a cause, or all. */
export function useFailedJobs() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [done, setDone] = useState('');
  const said = (sentence: string) => {
    setDone(sentence);
    return queries.invalidateQueries(trpc.failedJobs.pathFilter());
  };
  const again = (jobs: number) =>
    said(`${countWords(jobs, 'job')} went back into ${jobs === 1 ? 'its queue' : 'their queues'}.`);
  const dismissed = (jobs: number) => said(`${countWords(jobs, 'job')} dismissed.`);
  const retry = useMutation(trpc.failedJobs.retry.mutationOptions({ onSuccess: () => again(1) }));
  const retryAll = useMutation(trpc.failedJobs.retryAll.mutationOptions({ onSuccess: ({ jobs }) => again(jobs) }));
  const dismiss = useMutation(trpc.failedJobs.dismiss.mutationOptions({ onSuccess: () => dismissed(1) }));
  const dismissAll = useMutation(
    trpc.failedJobs.dismissAll.mutationOptions({ onSuccess: ({ jobs }) => dismissed(jobs) }),
  );
  const actions = [retry, retryAll, dismiss, dismissAll];
  const failed = actions.find((action) => action.error)?.error;
  const begin = () => {
    for (const action of actions) action.reset();
  };
  return {
    busy: actions.some((action) => action.isPending),
    refusal: failed ? toldError(failed) : null,
    done: failed ? '' : done,
    retry: (id: string) => {
      begin();
      retry.mutate({ id });
    },
    retryAll: (choice: JobChoice) => {
      begin();
      retryAll.mutate(choice);
    },
    dismiss: (id: string) => {
      begin();
      dismiss.mutate({ id });
    },
    dismissAll: (choice: JobChoice, onDone: () => void) => {
      begin();
      dismissAll.mutate(choice, { onSuccess: onDone });
    },
  };
}

export type JobActions = ReturnType<typeof useFailedJobs>;
