import type { TenantTx } from '#server/db/tenant.ts';
import type { Access } from '#server/runtime/access.ts';
import { mcpParameters, mcpUrl } from '#server/runtime/mcp/as-oauth2.ts';
import { parseScopes } from '#server/runtime/scopes.ts';
import { lockOauthApp, setOauthAppParameters } from './oauth-app.queries.ts';

const mostScopes = 100;

interface Wanted {
  /** To the account that was refused. */
  granted: readonly string[];
  lacking: readonly string[];
}

/**
 * Remembers what an MCP server wants beside what people were asked for there (MCP 2025-11-25, step-up authorization): whoever
 * signs in next is asked for both. What one account lacks for the vendor's integration, the others lack too.
 */
export async function widenRegistration(tx: TenantTx, access: Access, { granted, lacking }: Wanted): Promise<void> {
  const { auth, connector } = access;
  if (auth.kind !== 'mcp') return;
  const row = await lockOauthApp(tx, connector.slug, mcpUrl({ ...access, auth }).href);
  const { data: known } = mcpParameters.safeParse(row?.parameters);
  if (row === undefined || known === undefined) return;
  const asked = known.scopes === '' ? (auth.scopes ?? []) : parseScopes(known.scopes);
  // Where nothing was asked for, the server gave what it gives everybody; asking for one thing alone would lose that.
  const before = asked.length > 0 ? asked : granted;
  const all = [...new Set([...before, ...lacking])].slice(0, mostScopes);
  if (all.length === asked.length) return;
  await setOauthAppParameters(tx, row.id, { ...known, scopes: all.join(' ') });
}
