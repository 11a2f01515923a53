import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';

/** Marks every record of a stream as deleted, each with its own change number, so that readers of the feed hear of it. The caller holds the stream's lock. */
export async function deleteAllRecords(tx: TenantTx, sync: SyncRow, now: Date): Promise<void> {
  const deleted = await sql<{ count: number }>`
    with gone as (
      select external_id, ${sync.last_seq}::bigint + row_number() over (order by seq) as seq
        from record
       where environment_id = ${tx.tenant.environmentId} and stream = ${sync.stream} and action <> 'deleted'
    ), marked as (
      update record r set action = 'deleted', data = '{}', seq = gone.seq, changed_at = ${now}
        from gone
       where r.environment_id = ${tx.tenant.environmentId} and r.stream = ${sync.stream} and r.external_id = gone.external_id
      returning 1
    )
    select count(*)::integer as count from marked`.execute(tx);
  await tx
    .updateTable('sync')
    .set({
      last_seq: sync.last_seq + (deleted.rows[0]?.count ?? 0),
      records: 0,
      checkpoint: null,
      watermark: null,
      last_full_pass_at: null,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
}
