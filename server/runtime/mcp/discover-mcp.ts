import { AppCallError, isAppCallError, type McpAuth } from '#connectors/kit/index.ts';
import { egress } from '#server/http/egress.ts';
import type { Access } from '../access.ts';
import { discoverServer } from '../oauth2/discover-server.ts';
import { defaultMetadata, type ServerMetadata } from '../oauth2/server-metadata.ts';
import { parseScopes } from '../scopes.ts';
import { mcpUrl } from './as-oauth2.ts';
import { readChallenge } from './challenge.ts';
import { findProtectedResource } from './protected-resource.ts';

/** Where an MCP server lets people in, and how. */
export interface McpServer {
  /** The name that tokens are asked for (RFC 8707). */
  resource: string;
  authorization: ServerMetadata;
  /** To be asked for. */
  scopes: string[];
  /** What the server may want later beside these: a client that registers itself must have named them. */
  furtherScopes: string[];
}

const maxBytes = 1_048_576;
const timeoutMs = 15_000;
const protocolVersion = '2025-11-25';

/**
 * Finds an MCP server's authorization server: by the challenge of a request without a token, else by the well-known addresses
 * (RFC 9728, RFC 8414). Servers of before June 2025 are their own authorization server, and may publish nothing at all. Changes
 * nothing anywhere; throws an `AppCallError`.
 */
export async function discoverMcp(access: Access<McpAuth>): Promise<McpServer> {
  const app = access.connector.connector.name;
  const url = mcpUrl(access);
  const challenge = readChallenge(await knock(url));
  const found = await findProtectedResource(url, challenge.resourceMetadata, app);
  const [issuer = url.origin] = found?.authorizationServers ?? [];
  const issuerUrl = new URL(issuer);
  if (url.protocol === 'https:' && issuerUrl.protocol !== 'https:') {
    throw protocol(`${app} lets people in at an address that is not encrypted, so it is not used.`);
  }
  const authorization = found ? await discoverServer(issuerUrl, app) : await discoverOlder(issuerUrl, app);
  if (!authorization.codeChallengeMethods.includes('S256')) {
    throw protocol(
      `The sign-in of ${app} does not offer PKCE with S256, without which an MCP server is not connected.`,
    );
  }
  const challenged = challenge.scope === undefined ? undefined : parseScopes(challenge.scope);
  const scopes = access.auth.scopes ?? challenged ?? found?.scopes ?? [];
  const lasting = authorization.scopes.includes('offline_access') ? ['offline_access'] : [];
  const asked = [...new Set([...scopes, ...lasting])];
  return {
    resource: found?.resource ?? url.href,
    authorization,
    scopes: asked,
    furtherScopes: (found?.scopes ?? []).filter((scope) => !asked.includes(scope)),
  };
}

/** Of a server that names no authorization server; one that says nothing of its addresses either has them where all did. */
async function discoverOlder(origin: URL, app: string): Promise<ServerMetadata> {
  try {
    return await discoverServer(origin, app);
  } catch (error) {
    if (isAppCallError(error) && error.details.code === 'no_metadata') return defaultMetadata(origin);
    throw error;
  }
}

/** A first request without a token, for the challenge that comes back. */
async function knock(url: URL): Promise<string | null> {
  const clientInfo = { name: 'Portico', version: '1' };
  const { headers } = await egress({
    method: 'POST',
    url,
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion, capabilities: {}, clientInfo },
    }),
    maxBytes,
    timeoutMs,
    maxRedirects: 0,
  });
  return headers.get('www-authenticate');
}

const protocol = (message: string) => new AppCallError(message, { class: 'protocol', code: 'unusable_metadata' });
