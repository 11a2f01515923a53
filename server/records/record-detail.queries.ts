import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { RunId, SyncId } from '#server/ids.ts';
import type { RecordRow } from './record.table.ts';
import { openData } from './sealed-data.ts';

export interface RecordDetail {
  slot: number;
  external_id: string;
  action: RecordRow['action'];
  data: string;
  changed_at: Date;
  seq: number;
  /** As it was before its last change; null for one that never changed. */
  before_action: RecordRow['action'] | null;
  before_data: string | null;
  before_changed_at: Date | null;
  before_seq: number | null;
  /** As the app sent it, where that is kept. */
  raw: string | null;
}

/** One record with all that is kept of it. */
export async function findRecord(tx: TenantTx, stream: number, key: string): Promise<RecordDetail | undefined> {
  const { rows } = await sql<RecordDetail>`
    select r.slot, r.external_id, r.action, r.data, r.changed_at, r.seq, b.action as before_action, b.data as before_data,
           b.changed_at as before_changed_at, b.seq as before_seq, w.raw
      from record r
      left join record_before b on b.environment = r.environment and b.stream = r.stream and b.slot = r.slot
      left join record_raw w on w.environment = r.environment and w.stream = r.stream and w.slot = r.slot
     where r.environment = ${thisEnvironment} and r.stream = ${stream} and r.external_id = ${key}`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const open = async (data: string | null, kept?: 'record_raw') =>
    data === null ? null : ((await openData(tx, [{ slot: row.slot, data }], stream, kept))[0]?.data ?? null);
  return {
    ...row,
    data: (await open(row.data)) ?? '{}',
    before_data: await open(row.before_data),
    raw: await open(row.raw, 'record_raw'),
  };
}

export interface Writer {
  run_id: RunId;
  number: number;
  calls: unknown;
}

/** The page that wrote a change of a stream: its range of changes holds it. Undefined once that run is deleted. */
export async function findWriter(
  tx: TenantTx,
  syncId: SyncId,
  stream: number,
  seq: number,
): Promise<Writer | undefined> {
  const { rows } = await sql<Writer & { first_seq: number }>`
    select t.run_id, t.number, t.calls, t.first_seq
      from run_step t
      join run r on r.environment_id = t.environment_id and r.id = t.run_id and r.sync_id = ${syncId}
     where t.environment_id = ${tx.tenant.environmentId} and t.stream = ${stream} and t.last_seq > t.first_seq
       and t.last_seq >= ${seq}
     order by t.last_seq
     limit 1`.execute(tx);
  const [step] = rows;
  return step && step.first_seq < seq ? step : undefined;
}
