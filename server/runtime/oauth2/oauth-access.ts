import { AppCallError, type Connector, type OAuth2Auth } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import type { Access, OAuthClient } from '../access.ts';
import { asOAuth2 } from '../mcp/as-oauth2.ts';

/** What every OAuth 2 call needs, with the client that it can't do without. */
export interface OAuthAccess {
  app: string;
  connector: Connector;
  auth: OAuth2Auth;
  client: OAuthClient;
  values: Record<string, string>;
}

/** Narrows an access to OAuth 2; an MCP server that we are registered at is one. */
export function oauthAccess(access: Access): OAuthAccess {
  const { connector } = access.connector;
  const auth = access.auth.kind === 'mcp' ? asOAuth2({ ...access, auth: access.auth }) : access.auth;
  if (auth.kind !== 'oauth2')
    throw new AppError('internal', `The connector ${access.connector.slug} is not connected by OAuth.`);
  if (access.client === undefined) {
    throw new AppCallError(`${connector.name} has no OAuth app here any more. The vendor adds it in the console.`, {
      class: 'internal',
      code: 'no_oauth_app',
    });
  }
  return { app: connector.name, connector, auth, client: access.client, values: access.values };
}

/** What address templates are filled from. The client's secret is no part of it: it has no place in an address. */
export const addressValues = ({ values, client }: OAuthAccess): Record<string, unknown> => ({
  ...values,
  clientId: client.clientId,
});

/** What the parameters and headers of a token request are filled from. */
export const secretValues = (access: OAuthAccess): Record<string, unknown> => ({
  ...addressValues(access),
  clientSecret: access.client.clientSecret.reveal(),
});
