import type { McpAuth } from '#connectors/kit/index.ts';
import type { Access, OAuthClient } from '#server/runtime/access.ts';
import { mcpUrl } from '#server/runtime/mcp/as-oauth2.ts';
import { isNamedHost } from '#server/runtime/oauth2/trusted-host.ts';

interface Clients {
  /** The OAuth app of the connector, where the vendor has given one. */
  vendors: OAuthClient | undefined;
  /** What is kept of this very server. */
  kept: OAuthClient | undefined;
}

/** By which client we are known at an MCP server: the one that was made there, or the vendor's with what was found out about the server. */
export function mcpClient(access: Access<McpAuth>, { vendors, kept }: Clients): OAuthClient | undefined {
  if (kept === undefined) return undefined;
  const known = kept.parameters.registeredBy === 'vendor' ? ownClient(access, vendors) : kept;
  return known && { ...known, parameters: { ...vendors?.parameters, ...kept.parameters } };
}

/**
 * The client that the vendor has registered by hand, where it may be used: at a server that connector or vendor have named. One that a
 * customer typed in would be sent the secret.
 */
export function ownClient(access: Access<McpAuth>, vendors: OAuthClient | undefined): OAuthClient | undefined {
  if (vendors === undefined || vendors.clientId === '') return undefined;
  const { connector } = access.connector;
  return isNamedHost(mcpUrl(access), access.auth.url, { connector, client: vendors }) ? vendors : undefined;
}
