import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import type { OAuthCredential } from '../credential.ts';
import { askForToken } from './ask-for-token.ts';
import { credentialOf } from './credential-of.ts';
import { exchangeToken } from './exchange-token.ts';
import { type OAuthAccess, oauthAccess } from './oauth-access.ts';
import type { TokenAnswer } from './token-answer.ts';

interface RefreshInput {
  access: Access;
  credential: OAuthCredential;
  now: Date;
  signal?: AbortSignal;
}

/** Whether there is anything to renew this credential with. */
export function canRefresh(access: Access, credential: OAuthCredential): boolean {
  const { auth } = access;
  if (auth.kind === 'mcp') return credential.refreshToken !== null;
  if (auth.kind !== 'oauth2' || auth.refresh === 'none') return false;
  return auth.refresh === 'exchange' || credential.refreshToken !== null;
}

/**
 * Gets a new access token. Class `auth`: the access is dead and a person must reconnect (code `invalid_grant`, or the app's own).
 * An answer without a refresh token leaves the one before in use, also where it usually rotates (RFC 6749, 6).
 */
export async function refresh(input: RefreshInput): Promise<OAuthCredential> {
  const { credential, now } = input;
  const oauth = oauthAccess(input.access);
  const answer = await renew(oauth, input);
  const { refreshToken, refreshTokenEndsAt } = credential;
  return credentialOf(answer, { scope: answer.scope ?? credential.scope, refreshToken, refreshTokenEndsAt }, now);
}

function renew(oauth: OAuthAccess, { access, credential, now, signal }: RefreshInput): Promise<TokenAnswer> {
  const { auth, app } = oauth;
  const { accessToken, refreshToken } = credential;
  if (!canRefresh(access, credential)) {
    throw new AppCallError(`${app} gives no way to renew an access; it has to be given again.`, {
      class: 'auth',
      code: 'invalid_grant',
    });
  }
  if (auth.refresh === 'exchange') {
    // Some apps renew a long-lived token at another address than the one that first made it long-lived.
    const renewal =
      auth.refreshUrl === undefined && auth.exchange !== undefined
        ? auth.exchange
        : { url: auth.refreshUrl ?? auth.tokenUrl, parameters: auth.refreshParameters };
    return exchangeToken(oauth, { ...renewal, accessToken, now, signal });
  }
  return askForToken(oauth, {
    purpose: 'refresh',
    standard: { grant_type: 'refresh_token', ...(refreshToken !== null && { refresh_token: refreshToken }) },
    declared: auth.refreshParameters,
    values: { refreshToken, accessToken, scope: credential.scope.join(' ') },
    now,
    signal,
  });
}
