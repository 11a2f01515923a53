import type { ConnectorAuth } from '#connectors/kit/index.ts';

/*
 * A renewal is cut off when its process ends between our claim and our commit. Nobody then knows whether the app has
 * answered. If it has, the answer (a new access token and a new refresh token) is lost, and the refresh token that we
 * still hold has been used. What trying again costs depends on what the app does with a refresh token that comes twice:
 *
 * - `harmless`: it is not used up (fixed refresh tokens, a chain of steps, a long-lived exchange). Try.
 * - `allowed`: the app answers again as long as the new one was not used, and the new one was lost, so it was not. Try.
 * - `refused`: if it was used up, the app says so and nothing else happens; if not, it answers. Nothing to lose. Try.
 * - `revokes`: if it was used up, a second use ends the whole family: the access token that we still hold too, and the
 *   new tokens, which a process that was only frozen (or its spool) may yet bring. So as long as the access token is
 *   good, hold still: it serves, and the late answer may come. Once it has ended, or the app has refused it, everything
 *   that a second use could end is lost anyway, while a request that never reached the app still saves the connection.
 *   Then try, once: an app that has revoked says `invalid_grant`, and a person must reconnect.
 *
 * The credential before (kept a day) helps in one case only: the app refuses the refresh token that it gave us last, and
 * allows reuse. Then its own rotation got lost (its late replica, its restored backup), and the one before is still good.
 * With `refused` it would be refused again; with `revokes` it would be the very offence that ends the family.
 */

export type Reuse = 'harmless' | 'allowed' | 'refused' | 'revokes';

/** What a second use of the same refresh token does at this app. */
export function reuseOf(auth: ConnectorAuth): Reuse {
  // MCP servers follow OAuth 2.1, which rotates the tokens of public clients and revokes at reuse.
  if (auth.kind === 'mcp') return 'revokes';
  return auth.kind === 'oauth2' && auth.refresh === 'rotating' ? (auth.reuse ?? 'refused') : 'harmless';
}

interface Cut {
  reuse: Reuse;
  /** By our clock, and not refused by the app. */
  accessIsGood: boolean;
}

/** What to do when the renewal before this one was cut off. */
export function afterCut({ reuse, accessIsGood }: Cut): 'try' | 'hold' {
  return reuse === 'revokes' && accessIsGood ? 'hold' : 'try';
}

interface Refusal {
  reuse: Reuse;
  wasCutOff: boolean;
  hasPrevious: boolean;
}

/** What to do when the app has refused to renew: `lost` and `revoked` both end with a person, who is told which it was. */
export function afterRefusal({ reuse, wasCutOff, hasPrevious }: Refusal): 'previous' | 'lost' | 'revoked' {
  if (reuse === 'allowed' && hasPrevious) return 'previous';
  return wasCutOff && reuse !== 'harmless' ? 'lost' : 'revoked';
}
