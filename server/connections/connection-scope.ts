import { z } from 'zod';
import { loadAccess } from '#server/catalog/load-access.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import type { Access } from '#server/runtime/access.ts';
import { getConnection } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';

const stringMap = z.record(z.string(), z.string());

/** What is needed to call the app as one connection, loaded before the call so that no transaction is open during it. */
export interface ConnectionScope {
  connection: ConnectionRow;
  /** Connector, way in, client, and what templates are filled from. */
  access: Access;
  learnt: Record<string, string>;
}

export async function loadConnectionScope(tx: TenantTx, id: ConnectionId): Promise<ConnectionScope> {
  const connection = await getConnection(tx, id);
  const learnt = stringMap.parse(connection.learnt);
  const { connector, account_type: accountType } = connection;
  return { connection, access: await loadAccess(tx, { connector, accountType, learnt }), learnt };
}
