import { hash } from 'node:crypto';
import { canonicalJson } from '#server/canonical-json.ts';
import { loadCallable } from '#server/connections/callable-connection.ts';
import type { ConnectionScope } from '#server/connections/connection-scope.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type Id, newId } from '#server/ids.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { sealRows } from '#server/keys/payloads.ts';
import { parseFeedCursor } from '#server/records/feed-cursor.ts';
import { openLane } from './lane.queries.ts';
import type { FieldOwners } from './merge-fields.ts';
import { markWrittenTo } from './note-in-store.ts';
import type { WriteBatchRow } from './write-batch.table.ts';
import { writeTarget } from './write-target.ts';

interface NewItem {
  id: string;
  key?: string | undefined;
  data: Record<string, unknown>;
  version?: number | undefined;
  changedAt?: string | undefined;
}

interface NewBatch {
  connection?: string | undefined;
  customer?: string | undefined;
  connector?: string | undefined;
  /** This, or `model`; both where several objects become one model. */
  object?: string | undefined;
  model?: string | undefined;
  mode: WriteBatchRow['mode'];
  items: readonly NewItem[];
  seen?: string | undefined;
  owners?: FieldOwners | undefined;
  urgent: boolean;
}

const names = { connection: 'connection', customer: 'customer', connector: 'connector' };
const maxDataBytes = 1_048_576;

/** Takes records in that are to be written: they are in the ledger, and their lane is awake, when the caller's transaction ends. */
export async function createBatch(tx: TenantTx, batch: NewBatch): Promise<Id<'write'>> {
  const { connection, customer, connector, mode, items, urgent } = batch;
  const scope = await loadCallable(tx, { connection, customer, connector }, names);
  const { object, sync } = await writeTarget(tx, scope, batch);
  const { id: connectionId, customer_id: customerId } = scope.connection;
  const seen = batch.seen === undefined ? null : parseFeedCursor(batch.seen);
  await markWrittenTo(tx, { connectionId, object }, new Date());
  const id = newId('write');
  const place = {
    environment_id: tx.tenant.environmentId,
    customer_id: customerId,
    connection_id: connectionId,
    object,
  };
  await tx
    .insertInto('write_batch')
    .values({
      ...place,
      id,
      mode,
      sync_id: sync?.id ?? null,
      model: sync?.model ?? null,
      status: 'open',
      items: items.length,
      owners: JSON.stringify(batch.owners ?? (await ownersOf(tx, scope, object, sync?.model))),
      seen: seen && JSON.stringify(seen),
      urgent,
      finished_at: null,
    })
    .execute();
  const plain = items.map((item, position) => ({ ...place, ...itemRow(item, position), batch_id: id, urgent }));
  const rows = await sealRows(tx, 'write_item', plain);
  for (let start = 0; start < rows.length; start += 500)
    await tx
      .insertInto('write_item')
      .values(rows.slice(start, start + 500))
      .execute();
  await openLane(tx, { connectionId, object, customerId }, urgent);
  return id;
}

function itemRow(item: NewItem, position: number) {
  const data = JSON.stringify(item.data);
  if (data.length > maxDataBytes) {
    throw new AppError('too_large', `The record ${item.id} is larger than 1 MB.`, {
      field: `items.${position}.data`,
      remedy: 'Send less for this record.',
    });
  }
  return {
    position,
    vendor_id: item.id,
    key: item.key ?? null,
    version: item.version ?? null,
    content: hash('sha256', canonicalJson(item.data), 'hex').slice(0, 32),
    changed_at: item.changedAt === undefined ? null : new Date(item.changedAt),
    data,
    state: 'queued' as const,
    wake_at: null,
    intent: null,
    intent_at: null,
    sent: null,
    sent_model: null,
    action: null,
    ended_at: null,
  };
}

/** Whose word counts by field, as the integration says it. */
async function ownersOf(
  tx: TenantTx,
  { connection }: ConnectionScope,
  object: string,
  model: string | undefined,
): Promise<FieldOwners> {
  const { syncs } = await loadDefinition(tx, await getEntitled(tx, connection.installation_id));
  const isMeant = (sync: (typeof syncs)[number]) =>
    sync.object === object && (model === undefined || sync.model === model);
  return syncs.find(isMeant)?.owners ?? {};
}
