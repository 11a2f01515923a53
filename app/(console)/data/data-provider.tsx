'use client';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '#server/trpc/app-router.ts';
import { TRPCProvider } from './trpc.ts';
import { withoutDirection } from './without-direction.ts';

const retriable = (error: unknown): boolean => {
  const status = statusOf(error);
  return status === undefined || status >= 502;
};

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('httpStatus' in data)) return;
  return typeof data.httpStatus === 'number' ? data.httpStatus : undefined;
}

/** A session that ended brings the reader back to this very page after the sign-in. */
function signInAgain(error: unknown): void {
  if (statusOf(error) !== 401) return;
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}

function createData(environmentId: string | null) {
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && retriable(error), refetchOnWindowFocus: true },
      mutations: { onError: signInAgain },
    },
  });
  const client = createTRPCClient<AppRouter>({
    links: [
      withoutDirection,
      httpBatchLink({
        url: '/api/trpc',
        headers: environmentId ? { 'x-portico-environment': environmentId } : {},
      }),
    ],
  });
  return { queries, client };
}

interface DataProviderProps {
  /** Whose data is read; mount it again (`key`) for another environment, so that nothing of the one is ever seen in the other. */
  environmentId: string | null;
  children: ReactNode;
}

export function DataProvider({ environmentId, children }: DataProviderProps) {
  const [{ queries, client }] = useState(() => createData(environmentId));
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
