import { z } from 'zod';
import { oauthClient } from '#server/catalog/oauth-apps.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { getConnection } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';

const stringMap = z.record(z.string(), z.string());

export type LoadedConnector = Awaited<ReturnType<typeof getConnector>>;
export type OAuthClient = Awaited<ReturnType<typeof oauthClient>>;

/** What is needed to call the app as one connection, loaded before the call so that no transaction is open during it. */
export interface ConnectionScope {
  connection: ConnectionRow;
  connector: LoadedConnector;
  client: OAuthClient;
  learnt: Record<string, string>;
  /** What the connector's templates are filled from. */
  values: Record<string, string>;
}

export async function loadConnectionScope(tx: TenantTx, id: ConnectionId): Promise<ConnectionScope> {
  const connection = await getConnection(tx, id);
  const connector = await getConnector(connection.connector);
  const client = await oauthClient(tx, connection.connector);
  const learnt = stringMap.parse(connection.learnt);
  return { connection, connector, client, learnt, values: { ...client?.parameters, ...learnt } };
}
