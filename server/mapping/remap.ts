import { canonicalJson } from '#server/canonical-json.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { hasAllRaw } from '#server/records/keep-raw.ts';
import type { Pass } from '#server/syncs/pass.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import type { Mapping } from './mapping-document.ts';

/** How records that are stored get their new shape: from the rows that are kept, or by reading the app from its first page. */
export type Remap = 'none' | 'raw' | 'full_pass';

interface NewVersion {
  version: number;
  before: Mapping | undefined;
  after: Mapping;
  /** Records are made in the same way as before: only the way back is another one. */
  isSame: boolean;
  /** Rows that are kept are of no use: the app calls its fields otherwise now. */
  reread?: boolean | undefined;
  now: Date;
}

/**
 * Lets a sync go on with a new version. Pages that were read with the old one are refused from here on, so nothing of it
 * is written any more; the run begins at once where it can, else with the next one.
 */
export async function remap(tx: TenantTx, sync: SyncRow, next: NewVersion): Promise<Remap> {
  const plan = await planRemap(tx, sync, next);
  const start = { cursor: null, pages: 0, seen: 0, added: 0, beganAt: null, repeats: 0 };
  const fromRaw: Pass = { ...start, mode: 'raw', from: sync.backfill_from?.toISOString() ?? null };
  await tx
    .updateTable('sync')
    .set({
      mapping_version: next.version,
      mapping_problems: null,
      ...(plan === 'raw' && { checkpoint: JSON.stringify(fromRaw) }),
      // Without a watermark the next pass reads everything.
      ...(plan === 'full_pass' && { checkpoint: null, watermark: null }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
  if (plan === 'none' || sync.status === 'paused') return plan;
  const connection = await getConnection(tx, sync.connection_id);
  if (connection.status === 'active') await triggerSync(tx, sync.id, 'api', { now: next.now });
  return plan;
}

/** How stored records would get the shape of a version; nothing is changed by asking. */
export async function planRemap(
  tx: TenantTx,
  sync: SyncRow,
  { before, after, isSame, reread }: Pick<NewVersion, 'before' | 'after' | 'isSame' | 'reread'>,
): Promise<Remap> {
  if (isSame) return 'none';
  const isNew = sync.last_seq === 0 && sync.checkpoint === null && sync.watermark === null;
  if (isNew) return 'none';
  const canUseRaw =
    !reread &&
    sync.keep_raw &&
    keepsRows(before, after) &&
    !(await hasOpenFailures(tx, sync)) &&
    (await hasAllRaw(tx, sync.stream));
  return canUseRaw ? 'raw' : 'full_pass';
}

/** Whether the rows that are stored are those that the new mapping wants: what a filter kept out is nowhere. */
function keepsRows(before: Mapping | undefined, after: Mapping): boolean {
  if (before?.filter === undefined) return true;
  const wanted = (mapping: Mapping) => canonicalJson([mapping.filter, mapping.computed]);
  return wanted(before) === wanted(after);
}

/** Records that could not be mapped are not stored: only reading them again may help them. */
async function hasOpenFailures(tx: TenantTx, sync: SyncRow): Promise<boolean> {
  const row = await tx
    .selectFrom('failure')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', sync.id)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
