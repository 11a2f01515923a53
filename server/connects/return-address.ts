import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { isId } from '#server/ids.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { portalPath } from '#server/portal/portal-address.ts';
import { getConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { connectSeconds } from './connect.ts';

const name = 'portico-return';

/** Remembers that this browser came by a form, from a page that could open no window: it is sent back there at the end. */
export function returnCookie(connect: string): string {
  const secure = baseUrl().startsWith('https:') ? '; Secure' : '';
  return `${name}=${connect}; Path=/connect; Max-Age=${connectSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

export const cameByForm = (request: Request, connect: string): boolean =>
  (request.headers.get('cookie') ?? '').split(';').some((pair) => pair.trim() === `${name}=${connect}`);

/** Where the vendor registered that people come back to, on the origin that began; with what the tab there goes on by. */
export async function returnAddress(environment: string, connect: string): Promise<string | undefined> {
  if (!isId('environment', environment) || !isId('connect', connect)) return undefined;
  return withTenant({ environmentId: environment }, async (tx) => {
    const row = await getConnect(tx, connect);
    if (row.portal_link_id) return onPage(`${row.origin}${portalPath(environment, row.portal_link_id)}`, row, tx);
    const registered = (await getEnvironment(tx)).return_urls.find((url) => new URL(url).origin === row.origin);
    if (!registered) return undefined;
    return onPage(registered, row, tx);
  });
}

async function onPage(page: string, row: ConnectRow, tx: TenantTx): Promise<string> {
  const address = new URL(page);
  address.searchParams.set('portico_connect', row.id);
  address.searchParams.set('portico_integration', (await getIntegration(tx, row.integration_id)).slug);
  return address.href;
}
