import type { z } from 'zod';
import { AppCallError } from '#connectors/kit/index.ts';
import { egress } from '#server/http/egress.ts';
import type { mcpParameters } from './as-oauth2.ts';
import { isClientId } from './client-document.ts';
import type { McpServer } from './discover-mcp.ts';
import { readAnswer } from './registration-answer.ts';

interface Register {
  server: McpServer;
  /** The app's name, for errors. */
  app: string;
  redirectUri: string;
  /** What people read on the consent page. */
  clientName: string;
  clientUri?: string;
  /** Where `clientDocument` is served for this redirect address; left out where nobody outside can reach it. */
  documentUrl?: string;
  signal?: AbortSignal;
}

/**
 * What has to be kept, as the environment's OAuth app of this connector: `clientId` and the sealed `clientSecret` (null: none),
 * no scopes, and `parameters` as they are (`authorizeUrl`, `tokenUrl`, `revokeUrl`?, `issuer`?, `resource`, `clientAuth`,
 * `scopes`, `registrationEndsAt`?, `registeredBy`?). `accessOf` then makes an access of it that `authorizeUrl`, `exchangeCode`, `refresh` and
 * `revoke` serve like any other.
 */
export interface McpRegistration {
  clientId: string;
  clientSecret: string | null;
  parameters: Record<string, string>;
}

type ClientAuth = z.output<typeof mcpParameters>['clientAuth'];

const maxBytes = 262_144;
const timeoutMs = 30_000;

/** Makes us a client of an MCP server's authorization server: by our document where it reads one, else by registering (RFC 7591). */
export async function registerMcpClient(register: Register): Promise<McpRegistration> {
  const { server, documentUrl } = register;
  const { takesClientDocument, registrationUrl } = server.authorization;
  if (takesClientDocument && documentUrl !== undefined && isClientId(documentUrl)) {
    return { clientId: documentUrl, clientSecret: null, parameters: parametersOf(server, 'none') };
  }
  if (registrationUrl !== undefined) return registerAt(registrationUrl, register);
  throw byHand(register);
}

/** What is kept of a client that the vendor registered by hand at an MCP server, beside its id and secret. */
export function registeredByVendor(server: McpServer, clientSecret: string, app: string): Record<string, string> {
  const offered = server.authorization.clientAuthMethods.filter((method) => method !== 'none');
  const clientAuth = clientSecret === '' ? 'none' : methods[methodFor(offered, app)];
  return { ...parametersOf(server, clientAuth), registeredBy: 'vendor' };
}

function byHand({ app, redirectUri }: Register): AppCallError {
  return new AppCallError(
    `${app} takes no client that registers itself, so an OAuth app must be registered there by hand: with the redirect address ${redirectUri}, and its client id and secret added in the console as the OAuth app of ${app}.`,
    { class: 'permission', code: 'no_registration' },
  );
}

function parametersOf(server: McpServer, clientAuth: ClientAuth): Record<string, string> {
  const { authorizeUrl, tokenUrl, revokeUrl, issuer, sendsIssuer } = server.authorization;
  return {
    authorizeUrl: authorizeUrl.href,
    tokenUrl: tokenUrl.href,
    ...(revokeUrl !== undefined && { revokeUrl: revokeUrl.href }),
    ...(sendsIssuer && { issuer }),
    resource: server.resource,
    clientAuth,
    ...(server.scopes.length > 0 && { scopes: server.scopes.join(' ') }),
  };
}

const methods = { client_secret_basic: 'basic', client_secret_post: 'body', none: 'none' } as const;

async function registerAt(url: URL, register: Register): Promise<McpRegistration> {
  const { server, app, redirectUri, clientName, clientUri, signal } = register;
  const method = methodFor(server.authorization.clientAuthMethods, app);
  const scopes = [...server.scopes, ...server.furtherScopes];
  const response = await egress({
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: clientName,
      ...(clientUri !== undefined && { client_uri: clientUri }),
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: method,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    }),
    maxBytes,
    timeoutMs,
    maxRedirects: 0,
    signal,
  });
  // There is no such door, whatever was published or assumed.
  if (response.status === 404 || response.status === 405) throw byHand(register);
  const answer = readAnswer(response, app);
  // The server may have decided otherwise (RFC 7591, 3.2.1).
  const given = answer.method ?? method;
  if (!isKnown(given)) throw unusableMethod(app, given);
  const clientAuth = answer.clientSecret === null ? 'none' : methods[given];
  return {
    clientId: answer.clientId,
    clientSecret: answer.clientSecret,
    parameters: {
      ...parametersOf(server, clientAuth),
      ...(answer.endsAt !== null && { registrationEndsAt: answer.endsAt }),
    },
  };
}

/** We can keep a secret, so we take one where it is offered. Nothing said means Basic (RFC 8414, 2). */
function methodFor(offered: string[], app: string): keyof typeof methods {
  if (offered.length === 0) return 'client_secret_basic';
  const order = ['client_secret_basic', 'client_secret_post', 'none'] as const;
  const method = order.find((one) => offered.includes(one));
  if (method !== undefined) return method;
  throw unusableMethod(app, offered.join(', '));
}

const isKnown = (method: string): method is keyof typeof methods => Object.hasOwn(methods, method);

function unusableMethod(app: string, method: string): AppCallError {
  return new AppCallError(`${app} wants clients to prove themselves by ${method}, which Portico does not offer.`, {
    class: 'protocol',
    code: 'client_auth',
  });
}
