import type { NextAuthOptions } from 'next-auth';
import { z } from 'zod';
import { controlDb } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { findLiveSession, revokeMemberSession } from '#server/members/member-session.queries.ts';
import { authSecret } from './auth-secret.ts';
import { isSecure, sessionSeconds } from './session-cookie.ts';
import { signIn } from './sign-in.ts';

const credentialsSchema = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(500) });
const sid = idSchema('memberSession');

/**
 * Signing in to the console. The cookie holds the id of a row in `member_session` and nothing that is trusted without
 * it. `signIn` in the browser gets as its error: `CredentialsSignin` (wrong), `rate_limited` or `unavailable`.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    useSecureCookies: isSecure(),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      // A cookie whose session has ended is no problem: it happens to everybody.
      error: (code) => (code === 'JWT_SESSION_ERROR' ? log.debug : log.warn)('Signing in met a problem.', { code }),
      warn: (code) => log.debug('A remark about signing in.', { code }),
      debug: () => undefined,
    },
    providers: [
      {
        id: 'credentials',
        name: 'E-mail and password',
        type: 'credentials',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(input, request) {
          const given = credentialsSchema.safeParse(input);
          if (!given.success) return null;
          const signedIn = await signIn({ ...given.data, address: addressOf(request.headers) }).catch(sayCode);
          return (
            signedIn && { id: signedIn.memberId, name: signedIn.name, email: signedIn.email, sid: signedIn.sessionId }
          );
        },
      },
    ],
    callbacks: {
      // Its own idea of our address comes from a variable that only it knows: ours counts, and nobody is sent elsewhere.
      redirect({ url }) {
        const target = URL.parse(url, baseUrl());
        return target?.origin === new URL(baseUrl()).origin ? target.href : baseUrl();
      },
      async jwt({ token, user }) {
        if (user && 'sid' in user) return { sub: user.id, name: user.name, email: user.email, sid: user.sid };
        const known = sid.safeParse(token.sid);
        if (!known.success || !(await findLiveSession(controlDb(), known.data)))
          throw new Error('This session has ended.');
        return token;
      },
    },
    events: {
      async signOut({ token }) {
        const known = sid.safeParse(token?.sid);
        if (known.success) await revokeMemberSession(controlDb(), known.data);
      },
    },
  };
}

/** The browser's part of next-auth gets an error's message and nothing else: so it is the code. */
function sayCode(error: unknown): never {
  if (error instanceof AppError) throw new Error(error.code, { cause: error });
  log.error('Signing in failed.', { error });
  throw new Error('unavailable', { cause: error });
}

/** The nearest address that a proxy, or Next itself, has written down. */
function addressOf(headers: Record<string, unknown> | undefined): string {
  const forwarded = headers?.['x-forwarded-for'];
  return typeof forwarded === 'string' ? (forwarded.split(',').at(-1)?.trim() ?? 'unknown') : 'unknown';
}
