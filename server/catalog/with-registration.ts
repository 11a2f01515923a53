import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import type { Access } from '#server/runtime/access.ts';
import { isRegisteredAt } from '#server/runtime/mcp/as-oauth2.ts';
import { clientDocument } from '#server/runtime/mcp/client-document.ts';
import { discoverMcp } from '#server/runtime/mcp/discover-mcp.ts';
import { registerMcpClient } from '#server/runtime/mcp/register-client.ts';
import { registeredResource } from './load-access.ts';
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

/** Makes sure that we are registered at the server of this access, where we do that ourselves; any other access stays as it is. */
export async function withRegistration(tenant: Tenant, access: Access, now: Date): Promise<Access> {
  const { auth, connector } = access;
  if (auth.kind !== 'mcp' || isRegisteredAt({ ...access, auth }, now)) return access;
  const resource = registeredResource(access) ?? '';
  const registration = await registerMcpClient({
    server: await discoverMcp({ ...access, auth }),
    app: connector.connector.name,
    redirectUri: redirectUri(tenant.environmentId, connector.slug),
    clientName: await withTenant(tenant, vendorName),
    clientUri: baseUrl(),
    documentUrl: documentUrl(tenant.environmentId, connector.slug),
  });
  return withTenant(tenant, async (tx) => {
    const found = await oauthClient(tx, connector.slug, resource);
    // Somebody else has registered us meanwhile, and may be at the sign-in page as that client.
    if (found && isRegisteredAt({ ...access, auth, client: found }, now)) return { ...access, client: found };
    await keepRegistration(tx, { connector: connector.slug, resource, ...registration });
    return { ...access, client: await oauthClient(tx, connector.slug, resource) };
  });
}
