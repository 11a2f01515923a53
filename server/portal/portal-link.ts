import type { PortalLinkRow } from './portal-link.table.ts';

const hour = 3600;

/** How long a link works, in seconds: what may be chosen, and what is where nothing is. */
export const linkLife = { least: 300, most: 30 * 24 * hour, visit: 72 * hour, favour: 7 * 24 * hour };

/** How long a browser that opened a link goes on, without a sign-in. */
export const grantSeconds = 8 * hour;

export const codeSeconds = 600;
export const codeTries = 5;

export type LinkState = 'sent' | 'opened' | 'done' | 'expired' | 'revoked';

type Dated = Pick<PortalLinkRow, 'opened_at' | 'done_at' | 'revoked_at' | 'expires_at'>;

/** Where a link is in its life. What ended it for good is said before what only passed. */
export function linkStateOf({ opened_at, done_at, revoked_at, expires_at }: Dated, now: Date): LinkState {
  if (revoked_at) return 'revoked';
  if (done_at) return 'done';
  if (opened_at) return 'opened';
  return expires_at <= now ? 'expired' : 'sent';
}

/** Enough of an address to know it again, for whoever holds the link: a•••@globex.example. */
export const maskedEmail = (email: string): string => email.replace(/^(.)[^@]*/, '$1•••');
