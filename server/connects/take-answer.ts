import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '#server/runtime/access.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { accessToken } from '#server/runtime/oauth1/access-token.ts';
import { readCallback } from '#server/runtime/oauth2/callback-names.ts';
import { exchangeCode } from '#server/runtime/oauth2/exchange-code.ts';
import { equalSecrets } from '#server/secrets.ts';
import type { ConsumedState } from './connect-state.queries.ts';

interface Answer {
  access: Access;
  /** Of the callback. */
  query: URLSearchParams;
  state: ConsumedState;
  now: Date;
}

interface Taken {
  credential: Credential;
  grantedScopes: string[];
  learnt: Record<string, string>;
}

/** Trades what the callback has brought for a credential. */
export async function takeAnswer({ access, query, state, now }: Answer): Promise<Taken> {
  const { verifier, token, tokenSecret } = state.secrets;
  if (access.auth.kind === 'oauth1') {
    const named = query.get('oauth_token');
    const isOurs = token !== undefined && named !== null && equalSecrets(named, token);
    if (!isOurs || tokenSecret === undefined) throw unanswered(access, 'no token that was asked for');
    const oauthVerifier = query.get('oauth_verifier') ?? '';
    const taken = await accessToken({ access, token, tokenSecret, verifier: oauthVerifier, now });
    return { ...taken, grantedScopes: [] };
  }
  const { code } = readCallback(access.auth, query);
  if (code === undefined) throw unanswered(access, 'no code');
  return exchangeCode({
    access,
    redirectUri: state.row.redirect_uri,
    code,
    codeVerifier: verifier ?? '',
    callback: query,
    now,
  });
}

function unanswered({ connector }: Access, what: string): AppCallError {
  return new AppCallError(`${connector.connector.name} sent the browser back with ${what}.`, {
    class: 'protocol',
    code: 'callback',
  });
}
