import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';

const hourMs = 3_600_000;
const spans = { day: { parts: 24, ms: hourMs }, week: { parts: 28, ms: 6 * hourMs } };

interface Part {
  hour: string;
  added: number;
  updated: number;
  deleted: number;
}

/** What the runs of each sync brought in each hour of a day, or each six hours of a week; a run counts for when it was due. */
export async function listActivity(
  tx: TenantTx,
  ids: SyncId[],
  span: keyof typeof spans,
  now: Date = new Date(),
): Promise<{ syncId: SyncId; parts: Part[] }[]> {
  const { parts, ms } = spans[span];
  const start = Math.floor(now.getTime() / ms) * ms - (parts - 1) * ms;
  const { rows } = await sql<{ sync_id: SyncId; part: number; added: number; updated: number; deleted: number }>`
    select sync_id, floor((extract(epoch from queued_at) * 1000 - ${start}) / ${ms})::integer as part,
           sum(added)::integer as added, sum(updated)::integer as updated, sum(deleted)::integer as deleted
      from run
     where environment_id = ${tx.tenant.environmentId} and sync_id = any(${ids}::text[]) and queued_at >= ${new Date(start)}
     group by 1, 2`.execute(tx);
  const found = new Map(rows.map((row) => [`${row.sync_id} ${row.part}`, row]));
  return ids.map((syncId) => ({
    syncId,
    parts: Array.from({ length: parts }, (_, at) => {
      const { added = 0, updated = 0, deleted = 0 } = found.get(`${syncId} ${at}`) ?? {};
      return { hour: new Date(start + at * ms).toISOString(), added, updated, deleted };
    }),
  }));
}
