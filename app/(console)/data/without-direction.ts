import type { TRPCLink } from '@trpc/client';
import type { AppRouter } from '#server/trpc/app-router.ts';

function stripped(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('direction' in input)) return input;
  const { direction: _, ...rest } = input;
  return rest;
}

/** tRPC adds to each page of a list the direction in which it is read. Our lists know one direction, and refuse fields they don't know. */
export const withoutDirection: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    next({ ...op, input: stripped(op.input) });
