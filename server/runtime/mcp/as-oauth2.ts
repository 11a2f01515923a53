import { z } from 'zod';
import { AppCallError, type McpAuth, type OAuth2Auth } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import { fillTemplate } from '../template.ts';
import { covers } from './protected-resource.ts';

/**
 * What is kept of a registration as the values of the environment's OAuth app, beside client id and secret. All of it is text,
 * as those values are.
 */
export const mcpParameters = z.object({
  authorizeUrl: z.url(),
  tokenUrl: z.url(),
  revokeUrl: z.url().optional(),
  /** Kept where the server names itself in each callback (RFC 9207), and then compared. */
  issuer: z.string().optional(),
  /** The MCP server, as tokens are asked for it (RFC 8707). */
  resource: z.url(),
  clientAuth: z.enum(['basic', 'body', 'none']),
  /** What people are asked for, by spaces: as it was when we registered, and what the server has wanted since. */
  scopes: z.string().default(''),
  /** When the client secret ends, where it does. */
  registrationEndsAt: z.iso.datetime().optional(),
  /** Where the client is the vendor's own, whose id and secret stand with its OAuth app and not here. */
  registeredBy: z.literal('vendor').optional(),
});

/** The address of the MCP server itself. */
export function mcpUrl({ connector, auth, values }: Access<McpAuth>): URL {
  return fillTemplate({ template: auth.url, values, app: connector.connector.name });
}

/** Whether the OAuth app at hand is a registration for this very server that has not run out; otherwise `registerMcpClient` makes a new one. */
export function isRegisteredAt(access: Access<McpAuth>, now: Date): boolean {
  const parsed = mcpParameters.safeParse(access.client?.parameters);
  if (!parsed.success || !covers(parsed.data.resource, mcpUrl(access))) return false;
  const { registrationEndsAt } = parsed.data;
  return registrationEndsAt === undefined || new Date(registrationEndsAt) > now;
}

/** An MCP server that we are registered at, as the OAuth 2 app that it is. */
export function asOAuth2(access: Access<McpAuth>): OAuth2Auth {
  const { auth, client, connector } = access;
  const parsed = mcpParameters.safeParse(client?.parameters);
  if (!parsed.success || !covers(parsed.data.resource, mcpUrl(access))) {
    throw new AppCallError(`Portico is not registered at ${connector.connector.name} yet. Connect it again.`, {
      class: 'internal',
      code: 'not_registered',
    });
  }
  const { authorizeUrl, tokenUrl, revokeUrl, issuer, resource, clientAuth, scopes } = parsed.data;
  const asked = scopes === '' ? (auth.scopes ?? []) : scopes.split(' ');
  const parameters = { resource: literal(resource) };
  return {
    kind: 'oauth2',
    authorizeUrl: literal(authorizeUrl),
    tokenUrl: literal(tokenUrl),
    ...(revokeUrl !== undefined && { revokeUrl: literal(revokeUrl) }),
    ...(issuer !== undefined && { issuer: literal(issuer) }),
    scopes: asked,
    scopeWords: auth.scopeWords ?? {},
    // OpenID Connect gives a lasting access only where the person is asked each time.
    authorizeParameters: { ...parameters, ...(asked.includes('offline_access') && { prompt: 'consent' }) },
    tokenParameters: parameters,
    refreshParameters: parameters,
    clientAuth,
    refresh: 'rotating',
  };
}

/** A stranger's address is no template, whatever it holds. */
const literal = (text: string): string => text.replaceAll('{', '%7B').replaceAll('}', '%7D');
