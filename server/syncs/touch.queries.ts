import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';

/** A row that has changed at the app. `seenAt` is PostgreSQL's own text: told again meanwhile, it is another one. */
export interface Touch {
  key: string;
  seenAt: string;
}

/** Stands for a change of which nobody said what has changed: only a pass can find it. */
export const anything = '';

export async function insertTouches(tx: TenantTx, syncId: SyncId, keys: readonly string[]): Promise<void> {
  await sql`
    insert into sync_touch (environment_id, sync_id, external_id)
    select ${tx.tenant.environmentId}, ${syncId}, key from unnest(${keys}::text[]) as key
    on conflict (environment_id, sync_id, external_id) do update set seen_at = excluded.seen_at`.execute(tx);
}

/** Keys that are still to be read. */
export async function listTouches(tx: TenantTx, syncId: SyncId, limit: number): Promise<Touch[]> {
  return tx
    .selectFrom('sync_touch')
    .select(['external_id as key', sql<string>`seen_at::text`.as('seenAt')])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('external_id', '<>', anything)
    .orderBy('external_id')
    .limit(limit)
    .execute();
}

/** Forgets what has been read, but not what was told again since. */
export async function deleteTouches(tx: TenantTx, syncId: SyncId, touches: readonly Touch[]): Promise<void> {
  await sql`
    delete from sync_touch t
     using unnest(${touches.map((one) => one.key)}::text[], ${touches.map((one) => one.seenAt)}::text[]) as u(key, seen_at)
     where t.environment_id = ${tx.tenant.environmentId} and t.sync_id = ${syncId}
       and t.external_id = u.key and t.seen_at = u.seen_at::timestamptz`.execute(tx);
}

/** A pass that began at this moment (of the database's clock) has met what was told before: all of it, or what named no row. */
export async function coverTouches(
  tx: TenantTx,
  syncId: SyncId,
  { beganAt, keyed }: { beganAt: string; keyed: boolean },
): Promise<void> {
  await sql`
    delete from sync_touch
     where environment_id = ${tx.tenant.environmentId} and sync_id = ${syncId}
       and seen_at <= ${beganAt}::timestamptz and (${keyed} or external_id = ${anything})`.execute(tx);
}

/** How many keys wait to be read, up to `most`, and whether something changed that has no name. */
export async function countTouches(
  tx: TenantTx,
  syncId: SyncId,
  most: number,
): Promise<{ keys: number; unnamed: boolean }> {
  const { rows } = await sql<{ keys: number; unnamed: boolean | null }>`
    select count(*) filter (where external_id <> ${anything})::integer as keys, bool_or(external_id = ${anything}) as unnamed
      from (select external_id from sync_touch
             where environment_id = ${tx.tenant.environmentId} and sync_id = ${syncId}
             order by external_id limit ${most + 1}) t`.execute(tx);
  return { keys: rows[0]?.keys ?? 0, unnamed: rows[0]?.unnamed ?? false };
}
