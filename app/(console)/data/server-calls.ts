import { headers } from 'next/headers';
import { memberActor } from '#server/auth/member-actor.ts';
import { newId } from '#server/ids.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { once } from '#server/trpc/context.ts';
import { toAppError } from '#server/trpc/to-app-error.ts';

/** The same procedures that the browser calls, for the few things that a page must know before it is sent. */
export async function serverCalls() {
  const sent = await headers();
  return appRouter.createCaller({
    requestId: newId('request'),
    authenticate: once(() => memberActor(sent)),
    idempotencyKey: null,
  });
}

const signedOut = new Set(['unauthenticated', 'session_expired']);

/** Whether a call was refused because nobody is signed in (any more). */
export const isSignedOut = (error: unknown): boolean => signedOut.has(toAppError(error).code);
