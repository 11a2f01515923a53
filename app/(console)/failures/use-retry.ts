'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toldError } from '../data/told-error.ts';
import { useTRPC } from '../data/trpc.ts';
import { useFilters } from '../shell/use-filters.ts';
import type { Choice } from './failure-words.ts';

const noHindrance = { paused: 0, connection: 0, running: 0 };

/**
 * Asks for failed records to be read again, sync by sync, and follows what becomes of them. When it was asked stands in
 * the address: the page can be left and come back to.
 */
export function useRetry() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { get, set } = useFilters();
  const askedAt = get('retry');
  const [hindered, setHindered] = useState(noHindrance);
  const call = useMutation(trpc.failures.retry.mutationOptions());
  const progress = useQuery(
    trpc.failures.progress.queryOptions(
      { askedAt },
      {
        enabled: askedAt !== '',
        refetchInterval: ({ state }) => (state.data?.waiting === 0 ? false : 1_500),
      },
    ),
  );
  const readAgain = () => queries.invalidateQueries(trpc.failures.pathFilter());
  const settled = progress.data ? progress.data.stored + progress.data.failed : 0;
  useEffect(() => {
    if (settled === 0) return;
    for (const part of [trpc.failures.causes, trpc.failures.list]) void queries.invalidateQueries(part.pathFilter());
  }, [settled, queries, trpc]);

  const run = async (choice: Choice) => {
    setHindered(noHindrance);
    let from: { askedAt: string; next: string } | undefined;
    const sum = { ...noHindrance };
    do {
      const answer = await call.mutateAsync({ ...choice, ...from }).catch(() => null);
      if (!answer) return;
      sum.paused += answer.hindered.paused;
      sum.connection += answer.hindered.connection;
      sum.running += answer.hindered.running;
      setHindered({ ...sum });
      if (answer.failures > 0 || from) set({ retry: answer.askedAt });
      from = answer.next === null ? undefined : { askedAt: answer.askedAt, next: answer.next };
    } while (from);
    await readAgain();
  };

  return {
    run: (choice: Choice) => void run(choice),
    busy: call.isPending,
    refusal: call.error ? toldError(call.error) : null,
    hindered,
    progress: askedAt === '' ? undefined : progress.data,
    close: () => {
      set({ retry: '' });
      setHindered(noHindrance);
      call.reset();
      void readAgain();
    },
  };
}

export type RetryState = ReturnType<typeof useRetry>;
