import { z } from 'zod';
import { findConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { callSchema } from '#server/runs/run-view.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { parseJson, time } from '#server/trpc/page.ts';
import { findRecord, findWriter } from './record-detail.queries.ts';

const data = z.record(z.string(), z.unknown()).nullable();
const action = z.enum(['added', 'updated', 'deleted']);
const writer = z
  .object({ runId: z.string(), page: z.number().int(), calls: z.array(callSchema) })
  .nullable()
  .meta({
    description: 'The page that wrote it, and its requests; null where it was read alone, or once that run is deleted.',
  });

/** A record with what it was before, and where both came from. */
export const recordDetailSchema = z.object({
  id: z.string(),
  syncId: z.string(),
  action,
  data,
  changedAt: time,
  writer,
  before: z.object({ action, data, changedAt: time, writer }).nullable(),
  raw: z.unknown(),
  canRefresh: z.boolean().meta({ description: 'The app can be asked for it by its key.' }),
});

const dataOf = (of: z.output<typeof action>, text: string) => (of === 'deleted' ? null : data.parse(parseJson(text)));

export async function readRecordDetail(
  tx: TenantTx,
  syncId: SyncId,
  key: string,
): Promise<z.input<typeof recordDetailSchema>> {
  const { stream, connection_id, object } = await getSync(tx, syncId);
  const row = await findRecord(tx, stream, key);
  if (!row) throw notFound('record', key);
  const connection = await getConnection(tx, connection_id);
  const loaded = await findConnector(tx, connection.connector);
  const writerOf = async (seq: number) => {
    const found = await findWriter(tx, syncId, stream, seq);
    return found ? { runId: found.run_id, page: found.number, calls: z.array(callSchema).parse(found.calls) } : null;
  };
  return {
    id: row.external_id,
    syncId,
    action: row.action,
    data: dataOf(row.action, row.data),
    changedAt: row.changed_at.toISOString(),
    writer: await writerOf(row.seq),
    before:
      row.before_action === null || row.before_data === null || row.before_changed_at === null
        ? null
        : {
            action: row.before_action,
            data: dataOf(row.before_action, row.before_data),
            changedAt: row.before_changed_at.toISOString(),
            writer: await writerOf(row.before_seq ?? 0),
          },
    canRefresh: connection.status === 'active' && loaded?.connector.objects[object]?.get !== undefined,
    raw: row.raw === null ? null : (parseJson(row.raw) ?? row.raw),
  };
}
