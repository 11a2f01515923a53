import { getConnection, setConnectionStatus } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectRow } from './connect.table.ts';

/** A reconnect that was not allowed everything: what the connection waits for is now that. One that works is left alone. */
export async function loseScopes(
  tx: TenantTx,
  row: ConnectRow,
  missing: { words: string }[],
  now: Date,
): Promise<void> {
  if (!row.connection_id) return;
  const connection = await getConnection(tx, row.connection_id);
  if (connection.status !== 'needs_reauth') return;
  const detail = missing.map(({ words }) => words).join(', ');
  await setConnectionStatus(tx, connection.id, { status: 'needs_reauth', reason: 'missing_scope', detail, now });
}
