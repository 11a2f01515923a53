import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, Id, RunId, SyncId } from '#server/ids.ts';
import { openRows } from '#server/keys/payloads.ts';
import { decodeCursor, type PageRequest } from '#server/trpc/page.ts';
import { type FailureFilter, matchesFilter } from './failure-filter.ts';

/** What a run could not store and no later run has either. */
export async function listFailuresOfRun(tx: TenantTx, syncId: SyncId, runId: RunId, limit: number) {
  const rows = await tx
    .selectFrom('failure')
    .select(['sync_id', 'external_id', 'class', 'field', 'message', 'remedy'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('run_id', '=', runId)
    .where('closed_at', 'is', null)
    .orderBy('external_id')
    .limit(limit)
    .execute();
  const opened = await openRows(tx, 'failure', rows);
  return opened.map(({ sync_id: _, external_id: externalId, ...failure }) => ({ externalId, ...failure }));
}

export interface ListedFailure {
  id: Id<'failure'>;
  customer_id: CustomerId;
  customer_name: string;
  sync_id: SyncId;
  label: string;
  connector: string;
  run_id: RunId;
  external_id: string;
  class: string;
  code: string | null;
  field: string | null;
  cause: string;
  message: string;
  remedy: string;
  input: string;
  first_seen_at: Date;
  last_seen_at: Date;
  last_seen_text: string;
  retried_at: Date | null;
  ignored_at: Date | null;
  ignored_by: string | null;
  ignored_reason: string | null;
}

/** Open failures, those that happened last first. */
export async function listFailures(
  tx: TenantTx,
  { cursor, limit, ...filter }: FailureFilter & PageRequest,
): Promise<ListedFailure[]> {
  const environment = tx.tenant.environmentId;
  const from = cursor === undefined ? undefined : decodeCursor(cursor);
  const { rows } = await sql<ListedFailure>`
    select f.id, f.customer_id, u.name as customer_name, f.sync_id, s.label, c.connector, f.run_id, f.external_id, f.class,
           f.code, f.field, f.cause, f.message, f.remedy, f.input, f.first_seen_at, f.last_seen_at,
           f.last_seen_at::text as last_seen_text, f.retried_at, f.ignored_at, f.ignored_by, f.ignored_reason
      from failure f
      join sync s on s.environment_id = ${environment} and s.id = f.sync_id
      join connection c on c.environment_id = ${environment} and c.id = s.connection_id
      join customer u on u.environment_id = ${environment} and u.id = f.customer_id
     where ${matchesFilter(tx, filter)}
           ${from ? sql`and (f.last_seen_at, f.id) < (${from.at}::timestamptz, ${from.id})` : sql``}
     order by f.last_seen_at desc, f.id desc
     limit ${limit + 1}`.execute(tx);
  return openRows(tx, 'failure', rows);
}
