import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';

const daySeconds = 86_400;

/**
 * Each connection has its own second of the day, by a hash of its id, so that the checks of a day are spread evenly over
 * it. One is due when that second has passed since it was last checked.
 */
function isDue(now: Date): RawBuilder<boolean> {
  const second = sql`(('x' || substr(md5(credential.connection_id), 1, 7))::bit(28)::integer % ${daySeconds})`;
  const day = (time: RawBuilder<unknown>) => sql`floor((extract(epoch from ${time}) - ${second}) / ${daySeconds})`;
  return sql<boolean>`(credential.checked_at is null
    or ${day(sql`${now}::timestamptz`)} > ${day(sql`credential.checked_at`)})`;
}

const dueOf = (tx: TenantTx, now: Date) =>
  tx
    .selectFrom('credential')
    .innerJoin('connection', (join) =>
      join
        .onRef('connection.environment_id', '=', 'credential.environment_id')
        .onRef('connection.id', '=', 'credential.connection_id'),
    )
    .select('credential.connection_id')
    .where('credential.environment_id', '=', tx.tenant.environmentId)
    .where('connection.status', 'in', ['active', 'misconfigured'])
    .where(isDue(now));

/** Connections whose daily check is due. */
export async function listDueChecks(tx: TenantTx, now: Date): Promise<ConnectionId[]> {
  const rows = await dueOf(tx, now).orderBy('credential.connection_id').execute();
  return rows.map((row) => row.connection_id);
}

export async function isCheckDue(tx: TenantTx, connectionId: ConnectionId, now: Date): Promise<boolean> {
  const row = await dueOf(tx, now).where('credential.connection_id', '=', connectionId).executeTakeFirst();
  return row !== undefined;
}
