import { getConnector } from '#server/catalog/get-connector.ts';
import { systemClock } from '#server/clock.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { isId } from '#server/ids.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import type { ConnectRow } from './connect.table.ts';

/** The connect that a popup's address names, if it still waits for its window. */
export async function findOpenConnect(
  environment: string,
  connect: string,
): Promise<{ app: string; origin: string } | undefined> {
  return find(environment, connect, async (tx, row) => {
    // After a failure the window may be there before the new code is: it waits for its opener, who brings it.
    const waits = row.stage === 'authorize' || row.stage === 'failed';
    if (!waits || row.expires_at <= systemClock.now()) return undefined;
    const integration = await getIntegration(tx, row.integration_id);
    return { app: (await getConnector(tx, integration.connector)).connector.name, origin: row.origin };
  });
}

/** The page that a connect was begun on, and whether its browser is to be sent back there by address. */
export async function findConnectOrigin(environment: string, connect: string): Promise<{ origin: string } | undefined> {
  return find(environment, connect, async (_tx, row) => ({ origin: row.origin }));
}

type Found<T> = (tx: Parameters<typeof getIntegration>[0], row: ConnectRow) => Promise<T | undefined>;

function find<T>(environment: string, connect: string, look: Found<T>): Promise<T | undefined> {
  if (!isId('environment', environment) || !isId('connect', connect)) return Promise.resolve(undefined);
  const tenant: Tenant = { environmentId: environment };
  return withTenant(tenant, async (tx) => {
    const row = await tx
      .selectFrom('connect')
      .selectAll()
      .where('environment_id', '=', environment)
      .where('id', '=', connect)
      .executeTakeFirst();
    return row && look(tx, row);
  });
}
