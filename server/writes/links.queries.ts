import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId, SyncId } from '#server/ids.ts';
import { openRows, sealRows } from '#server/keys/payloads.ts';
import type { PageRequest } from '#server/trpc/page.ts';
import type { LaneName } from './lane.queries.ts';
import type { LinkRow } from './link.table.ts';

const ofLane = (tx: TenantTx, { connectionId, object }: LaneName) =>
  tx
    .selectFrom('link')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object);

export async function listLinksOfIds(tx: TenantTx, lane: LaneName, vendorIds: readonly string[]): Promise<LinkRow[]> {
  const rows = await ofLane(tx, lane)
    .where(sql<boolean>`vendor_id = any(${textArray(vendorIds)}::text[])`)
    .execute();
  return openRows(tx, 'link', rows);
}

interface LinkFilter extends LaneName, PageRequest {
  vendorId?: string | undefined;
  key?: string | undefined;
}

export async function listLinks(
  tx: TenantTx,
  { vendorId, key, cursor, limit, ...lane }: LinkFilter,
): Promise<LinkRow[]> {
  let query = ofLane(tx, lane);
  if (vendorId !== undefined) query = query.where('vendor_id', '=', vendorId);
  if (key !== undefined) query = query.where('key', '=', key);
  if (cursor !== undefined) query = query.where('vendor_id', '>', cursor);
  const rows = await query
    .orderBy('vendor_id')
    .limit(limit + 1)
    .execute();
  return openRows(tx, 'link', rows);
}

/** Links whose last write has not come back yet, of these keys. */
export async function listEchoes(tx: TenantTx, lane: LaneName, keys: readonly string[]): Promise<LinkRow[]> {
  const rows = await ofLane(tx, lane)
    .where('echo', '=', true)
    .where(sql<boolean>`key = any(${textArray(keys)}::text[])`)
    .execute();
  return openRows(tx, 'link', rows);
}

export async function endEchoes(
  tx: TenantTx,
  { connectionId, object }: LaneName,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx
    .updateTable('link')
    .set({ echo: false })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .where(sql<boolean>`key = any(${textArray(keys)}::text[])`)
    .execute();
}

export interface NewLink {
  vendorId: string;
  key: string;
  /** What was just written. */
  written?: {
    version: number | null;
    content: string;
    written: string;
    syncId: SyncId | null;
    modelWritten: string;
    at: Date;
    echo: boolean;
  };
}

/** Says which row a record is. False where the row is another record's already: nothing is changed then. */
export async function putLink(
  tx: TenantTx,
  { connectionId, object, customerId }: LaneName & { connectionId: ConnectionId; customerId: CustomerId },
  { vendorId, key, written }: NewLink,
): Promise<boolean> {
  const isTaken = await ofLane(tx, { connectionId, object })
    .where('key', '=', key)
    .where('vendor_id', '<>', vendorId)
    .executeTakeFirst();
  if (isTaken) return false;
  const place = { connection_id: connectionId, object, vendor_id: vendorId };
  const [sealed] = written
    ? await sealRows(tx, 'link', [{ ...place, written: written.written, model_written: written.modelWritten }])
    : [];
  const news = written && {
    version: written.version,
    content: written.content,
    written: sealed?.written ?? '{}',
    sync_id: written.syncId,
    model_written: sealed?.model_written ?? '{}',
    written_at: written.at,
    echo: written.echo,
  };
  await tx
    .insertInto('link')
    .values({
      environment_id: tx.tenant.environmentId,
      ...place,
      key,
      customer_id: customerId,
      version: null,
      content: null,
      sync_id: null,
      written_at: null,
      merged_into: null,
      ...news,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'connection_id', 'object', 'vendor_id'])
        .doUpdateSet({ key, merged_into: null, ...news }),
    )
    .execute();
  return true;
}

export async function removeLink(tx: TenantTx, { connectionId, object }: LaneName, vendorId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('link')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .where('vendor_id', '=', vendorId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
