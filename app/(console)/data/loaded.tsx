'use client';

import type { ReactNode } from 'react';
import { Callout } from '#app/ui/callout.tsx';
import { ErrorState } from '#app/ui/error-state.tsx';
import { LoadingRows } from '#app/ui/loading-rows.tsx';
import { toldError } from './told-error.ts';
import type { CallError } from './trpc.ts';

interface Query<Data> {
  data: Data | undefined;
  error: CallError | null;
  refetch: () => unknown;
}

interface LoadedProps<Data> {
  query: Query<Data>;
  /** What is loading: "runs". */
  what: string;
  rows?: number;
  /** Without it there is no page: its heading is then what is said here. */
  page?: boolean;
  children: (data: Data) => ReactNode;
}

/** What was asked for, or why it isn't here, or that it is on its way. */
export function Loaded<Data>({ query, what, rows, page = false, children }: LoadedProps<Data>) {
  const told = query.error && toldError(query.error);
  if (query.data === undefined) {
    if (told) return <ErrorState {...told} page={page} onRetry={() => void query.refetch()} />;
    return (
      <>
        {page && <h1 className="sr-only">Loading {what}</h1>}
        <LoadingRows what={what} rows={rows} />
      </>
    );
  }
  return (
    <>
      {told && <Callout tone="attention" title={`${told.message} What you see is from before.`} text={told.remedy} />}
      {children(query.data)}
    </>
  );
}
