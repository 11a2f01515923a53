import { sql } from 'kysely';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, Id } from '#server/ids.ts';
import type { HookSubscriptionRow } from './hook-subscription.table.ts';

export function findSubscription(tx: TenantTx, id: Id<'hookSubscription'>): Promise<HookSubscriptionRow | undefined> {
  return tx
    .selectFrom('hook_subscription')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function findSubscriptionOf(tx: TenantTx, connectionId: ConnectionId): Promise<HookSubscriptionRow | undefined> {
  return tx
    .selectFrom('hook_subscription')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
}

/** Says that the app has told something of these connections: in their order, so that two who do so never wait for each other. */
export async function touchLastEvent(tx: TenantTx, connectionIds: ConnectionId[], now: Date): Promise<void> {
  for (const connectionId of connectionIds)
    await tx
      .updateTable('hook_subscription')
      .set({ last_event_at: now })
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('connection_id', '=', connectionId)
      .execute();
}

/** Whether a sync of this connection lives on what the app tells. */
export async function isWanted(tx: TenantTx, connectionId: ConnectionId): Promise<boolean> {
  const row = await tx
    .selectFrom('sync')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('mode', '=', 'webhook')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

interface NewSubscription {
  id: Id<'hookSubscription'>;
  kind: HookSubscriptionRow['kind'];
  status: HookSubscriptionRow['status'];
  connection: Pick<ConnectionRow, 'id' | 'customer_id' | 'connector'>;
  asked: boolean;
  sealed: Buffer;
}

/** A connection has one; where somebody else was faster, theirs counts. */
export async function insertSubscription(tx: TenantTx, { connection, ...given }: NewSubscription): Promise<void> {
  await tx
    .insertInto('hook_subscription')
    .values({
      environment_id: tx.tenant.environmentId,
      connection_id: connection.id,
      customer_id: connection.customer_id,
      connector: connection.connector,
      // Until it is made: should whoever makes it die, somebody else looks after it.
      due_at: given.kind === 'made' ? sql<Date>`now()` : null,
      ...given,
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'connection_id']).doNothing())
    .execute();
}

/** The same, kept from others until this transaction ends. */
export function lockSubscriptionOf(tx: TenantTx, connectionId: ConnectionId): Promise<HookSubscriptionRow | undefined> {
  return tx
    .selectFrom('hook_subscription')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .forUpdate()
    .executeTakeFirst();
}

/** Changes what may change whoever speaks to the app meanwhile. */
export async function changeSubscription(
  tx: TenantTx,
  connectionId: ConnectionId,
  change: Partial<Pick<HookSubscriptionRow, 'asked' | 'sealed' | 'due_at' | 'leased_until'>>,
): Promise<void> {
  await tx
    .updateTable('hook_subscription')
    .set(change)
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .execute();
}

/** Writes what came of it and gives it back; false where the lease has gone to somebody else. */
export async function setSubscription(
  tx: TenantTx,
  id: Id<'hookSubscription'>,
  lease: Date,
  change: Partial<Omit<HookSubscriptionRow, 'id' | 'environment_id'>>,
): Promise<boolean> {
  const row = await tx
    .updateTable('hook_subscription')
    .set({ ...change, leased_until: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('leased_until', '=', lease)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteSubscription(tx: TenantTx, id: Id<'hookSubscription'>): Promise<void> {
  await tx
    .deleteFrom('hook_subscription')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** Those that are to be renewed or tried again. */
export async function listDueSubscriptions(tx: TenantTx, now: Date, limit: number): Promise<ConnectionId[]> {
  const rows = await tx
    .selectFrom('hook_subscription')
    .innerJoin('connection', (join) =>
      join
        .onRef('connection.environment_id', '=', 'hook_subscription.environment_id')
        .onRef('connection.id', '=', 'hook_subscription.connection_id'),
    )
    .select('hook_subscription.connection_id')
    .where('hook_subscription.environment_id', '=', tx.tenant.environmentId)
    .where('hook_subscription.due_at', '<=', now)
    .where('connection.status', '=', 'active')
    .orderBy('hook_subscription.due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.connection_id);
}

/** Connections of these apps whose syncs live on hooks, and that nobody has asked the app to tell of; and those of which it tells in vain. */
export async function listUnsettled(tx: TenantTx, connectors: string[], limit: number): Promise<ConnectionId[]> {
  if (connectors.length === 0) return [];
  const { rows } = await sql<{ id: ConnectionId }>`
    select c.id from connection c
      left join hook_subscription h on h.environment_id = c.environment_id and h.connection_id = c.id
     where c.environment_id = ${tx.tenant.environmentId} and c.status = 'active' and c.connector = any(${connectors})
       and coalesce(h.kind, 'made') = 'made' and not coalesce(h.asked, false)
       and (h.id is null) = exists (select from sync
             where sync.environment_id = c.environment_id and sync.connection_id = c.id and sync.mode = 'webhook')
     order by c.id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}
