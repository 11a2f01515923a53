import type { TenantTx } from '#server/db/tenant.ts';
import { type Access, accessOf } from '#server/runtime/access.ts';
import { mcpUrl } from '#server/runtime/mcp/as-oauth2.ts';
import { getConnector } from './get-connector.ts';
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
  const resource = registeredResource(access);
  if (resource === undefined) return access;
  return accessOf({ connector, accountType, client: await oauthClient(tx, slug, resource), learnt });
}

/** The server at which we register ourselves for this access; undefined where the vendor does. */
export function registeredResource({ auth, ...access }: Access): string | undefined {
  return auth.kind === 'mcp' ? mcpUrl({ ...access, auth }).href : undefined;
}
