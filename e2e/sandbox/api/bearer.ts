import type Provider from 'oidc-provider';
import { findUser, type User } from '../accounts/accounts.ts';
import { ApiError } from './api-error.ts';

export interface Bearer {
  user: User;
  clientId: string;
  scopes: ReadonlySet<string>;
}

/** Who the access token speaks for, as oidc-provider knows it. */
export async function readBearer(provider: Provider, authorization: string | undefined): Promise<Bearer> {
  const value = /^Bearer ([\w~+/.-]+=*)$/i.exec(authorization ?? '')?.[1];
  if (value === undefined) {
    throw refused('missing_token', 'Send an access token: "Authorization: Bearer …".', 'Bearer realm="Tidewater"');
  }
  const token = await provider.AccessToken.find(value);
  const user = findUser(token?.accountId);
  if (token === undefined || user === undefined || token.clientId === undefined) {
    const message = 'The access token has expired or was revoked.';
    const challenge = `Bearer realm="Tidewater", error="invalid_token", error_description="${message}"`;
    throw refused('token_expired_or_revoked', message, challenge);
  }
  return { user, clientId: token.clientId, scopes: token.scopes };
}

function refused(code: string, message: string, challenge: string): ApiError {
  return new ApiError(401, code, message, { headers: { 'www-authenticate': challenge } });
}
