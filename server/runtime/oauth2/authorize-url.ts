import type { Access } from '../access.ts';
import { authorizeEndpoint } from './endpoints.ts';
import { addressValues, oauthAccess } from './oauth-access.ts';
import { fillParameters, rename } from './parameters.ts';

interface AuthorizeInput {
  access: Access;
  redirectUri: string;
  state: string;
  /** S256 of the verifier; not sent where the connector turns PKCE off. */
  codeChallenge: string;
}

/** Where the browser goes to ask the person. */
export async function authorizeUrl({ access, redirectUri, state, codeChallenge }: AuthorizeInput): Promise<URL> {
  const oauth = oauthAccess(access);
  const { auth, client, app } = oauth;
  const url = await authorizeEndpoint(oauth);
  const scopes = requestedScopes(access);
  const separator = auth.scopeSeparator ?? ' ';
  const standard = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    state,
    ...(scopes.length > 0 && { scope: scopes.join(separator === '+' ? ' ' : separator) }),
    ...(auth.pkce !== false && { code_challenge: codeChallenge, code_challenge_method: 'S256' }),
  };
  const declared = fillParameters(auth.authorizeParameters, {
    values: { ...addressValues(oauth), redirectUri, scope: scopes.join(' ') },
    app,
  });
  // Ours come last: no declaration replaces the state, the challenge or where the answer goes.
  for (const [name, value] of Object.entries({ ...declared, ...rename(standard, auth) })) {
    url.searchParams.set(name, value);
  }
  // A space is written as + here, which not every app reads as a space; those that want pluses declare it.
  if (separator !== '+') url.search = url.search.replaceAll('+', '%20');
  return url;
}

/** What the person is asked for: the vendor's own choice, or the connector's scopes and those of the integration, those that may be refused included. */
export function requestedScopes(access: Access): string[] {
  const { auth, client } = oauthAccess(access);
  if (client.scopes.length > 0) return client.scopes;
  return [...new Set([...auth.scopes, ...(auth.optionalScopes ?? []), ...(access.extraScopes ?? [])])];
}
