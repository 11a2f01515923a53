import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, InstallationId, SyncId } from '#server/ids.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';

/** A sync with its newest run and its next time: what a card or a panel needs to know. */
export interface SyncState {
  id: SyncId;
  installation_id: InstallationId;
  object: string;
  model: string;
  label: string;
  status: SyncRow['status'];
  switched_off: boolean;
  schedule: unknown;
  connection_id: ConnectionId;
  records: number;
  last_success_at: Date | null;
  last_change_at: Date | null;
  /** When it is looked at again; null while its turn has come: what the schedule says then is no plan. */
  wake_at: Date | null;
  run_status: RunRow['status'] | null;
  run_error: unknown;
  run_seen: number | null;
  run_total: number | null;
  run_started_at: Date | null;
  /** What has changed about the app's fields; where something has, the fields and the mapping, too. */
  drift: unknown;
  fields: unknown;
  mapping: unknown;
}

/** The syncs of some installations, each with its newest run, in one query. */
export async function listSyncStates(tx: TenantTx, installationIds: readonly InstallationId[]): Promise<SyncState[]> {
  if (installationIds.length === 0) return [];
  const rows = await sql<SyncState>`
    select s.id, s.installation_id, s.object, s.model, s.label, s.status, s.switched_off, s.schedule, s.connection_id, s.records, s.last_success_at, s.last_change_at,
           case when t.state = 'waiting' then t.wake_at end as wake_at, r.status as run_status, r.error as run_error, r.seen as run_seen, r.total as run_total,
           r.started_at as run_started_at, s.drift, case when s.drift is not null then s.fields end as fields, m.document as mapping
      from sync s
      left join mapping m on s.drift is not null and m.environment_id = s.environment_id and m.sync_id = s.id and m.version = s.mapping_version
      left join sync_schedule t on t.sync_id = s.id
      left join lateral (
        select status, error, seen, total, started_at
          from run
         where environment_id = s.environment_id and sync_id = s.id
         order by queued_at desc
         limit 1
      ) r on true
     where s.environment_id = ${tx.tenant.environmentId} and s.installation_id = any(${installationIds}::text[])
     order by s.id`.execute(tx);
  return rows.rows;
}
