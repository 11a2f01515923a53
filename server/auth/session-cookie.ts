import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { baseUrl } from '#server/env.ts';
import { type Id, idSchema } from '#server/ids.ts';
import { authSecret } from './auth-secret.ts';

export const sessionSeconds = 7 * 24 * 3600;

export const isSecure = (): boolean => baseUrl().startsWith('https://');

const cookieName = (): string => (isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token');

const tokenSchema = z.object({ sid: idSchema('memberSession') });

/** The session that a request's cookie names; null without one, or where it was not made with our key. */
export async function sessionIdOf(headers: Headers): Promise<Id<'memberSession'> | null> {
  const token = cookieValue(headers.get('cookie') ?? '', cookieName());
  if (!token) return null;
  const claims = await decode({ token, secret: authSecret() }).catch(() => null);
  return tokenSchema.safeParse(claims).data?.sid ?? null;
}

function cookieValue(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
