import type { TenantTx } from '#server/db/tenant.ts';
import { type Access, accessOf } from '#server/runtime/access.ts';
import { mcpUrl } from '#server/runtime/mcp/as-oauth2.ts';
import { getConnector } from './get-connector.ts';
import { mcpClient } from './mcp-client.ts';
import { oauthClient } from './oauth-apps.ts';

interface Wanted {
  connector: string;
  accountType: string | null;
  learnt: Record<string, string>;
}

/** By what an account of this connector and type is let in here, with the client that this environment has for it. */
export async function loadAccess(tx: TenantTx, { connector: slug, accountType, learnt }: Wanted): Promise<Access> {
  const connector = await getConnector(tx, slug);
  const vendors = await oauthClient(tx, slug);
  const access = accessOf({ connector, accountType, client: vendors, learnt });
  if (access.auth.kind !== 'mcp') return access;
  const at = { ...access, auth: access.auth };
  const client = mcpClient(at, { vendors, kept: await oauthClient(tx, slug, mcpUrl(at).href) });
  // Not registered there yet: the vendor's values are still what its address is made of.
  return client ? accessOf({ connector, accountType, client, learnt }) : { ...access, client: undefined };
}
