import type { McpAuth } from '#connectors/kit/index.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import type { Access, OAuthClient } from '#server/runtime/access.ts';
import { isRegisteredAt, mcpUrl } from '#server/runtime/mcp/as-oauth2.ts';
import { clientDocument } from '#server/runtime/mcp/client-document.ts';
import { discoverMcp } from '#server/runtime/mcp/discover-mcp.ts';
import { type McpRegistration, registeredByVendor, registerMcpClient } from '#server/runtime/mcp/register-client.ts';
import { mcpClient, ownClient } from './mcp-client.ts';
import { keepRegistration, oauthClient, redirectUri } from './oauth-apps.ts';

/** Where the document is that names us to servers which read one. It is the client id there. */
const documentUrl = (environmentId: string, connector: string): string =>
  `${baseUrl()}/api/oauth/client/${environmentId}/${connector}`;

/** The document itself, as the servers fetch it. */
export async function clientDocumentOf(tenant: Tenant, connector: string) {
  const { environmentId } = tenant;
  return clientDocument({
    documentUrl: documentUrl(environmentId, connector),
    redirectUris: [redirectUri(environmentId, connector)],
    clientName: await withTenant(tenant, vendorName),
    clientUri: baseUrl(),
  });
}

/**
 * Makes sure that we are registered at the MCP server of this access: by the vendor's own client where there is one for it, else by
 * ourselves. Any other access stays as it is.
 */
export async function withRegistration(tenant: Tenant, access: Access, now: Date): Promise<Access> {
  const { auth, connector } = access;
  if (auth.kind !== 'mcp') return access;
  const at = { ...access, auth };
  const vendors = await withTenant(tenant, (tx) => oauthClient(tx, connector.slug));
  const own = ownClient(at, vendors);
  const isKnown = isRegisteredAt(at, now) && (own === undefined || own.clientId === access.client?.clientId);
  if (isKnown) return access;
  const resource = mcpUrl(at).href;
  const registration = own ? await handMade(at, own) : await registerAt(tenant, at);
  return withTenant(tenant, async (tx) => {
    const kept = await oauthClient(tx, connector.slug, resource);
    const found = { ...at, client: mcpClient(at, { vendors, kept }) };
    // Somebody else has registered us meanwhile, and may be at the sign-in page as that client.
    if (own === undefined && isRegisteredAt(found, now)) return found;
    await keepRegistration(tx, { connector: connector.slug, resource, ...registration });
    return {
      ...access,
      client: mcpClient(at, { vendors, kept: await oauthClient(tx, connector.slug, resource) }),
    };
  });
}

/** The secret stays with the vendor's OAuth app: a new one is then used everywhere at once. */
async function handMade(access: Access<McpAuth>, { clientId, clientSecret }: OAuthClient): Promise<McpRegistration> {
  const parameters = registeredByVendor(
    await discoverMcp(access),
    clientSecret.reveal(),
    access.connector.connector.name,
  );
  return { clientId, clientSecret: null, parameters };
}

async function registerAt(tenant: Tenant, access: Access<McpAuth>): Promise<McpRegistration> {
  const { connector } = access;
  return registerMcpClient({
    server: await discoverMcp(access),
    app: connector.connector.name,
    redirectUri: redirectUri(tenant.environmentId, connector.slug),
    clientName: await withTenant(tenant, vendorName),
    clientUri: baseUrl(),
    documentUrl: documentUrl(tenant.environmentId, connector.slug),
  });
}
