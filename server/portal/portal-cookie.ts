import { baseUrl } from '#server/env.ts';
import { grantSeconds } from './portal-link.ts';

const overHttps = () => baseUrl().startsWith('https:');
const name = () => (overHttps() ? '__Secure-portico-portal' : 'portico-portal');

/**
 * Binds an opened link to this browser, so that a reload goes on. For the pages of this one link alone. Lax: it must come
 * along when an app sends the browser back.
 */
export const portalCookie = (path: string, grant: string, seconds = grantSeconds): string =>
  `${name()}=${grant}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${overHttps() ? '; Secure' : ''}`;

export function readPortalCookie(request: Request): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name())?.[1];
}
