import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { CustomerId, RunId, SyncId } from '#server/ids.ts';
import { decodeCursor, type PageRequest } from '#server/trpc/page.ts';
import type { RunRow } from './run.table.ts';

/** A run with the names of what it belongs to. */
const listed = (tx: TenantTx) =>
  tx
    .selectFrom('run as r')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 'r.environment_id').onRef('u.id', '=', 'r.customer_id'),
    )
    .innerJoin('sync as s', (join) =>
      join.onRef('s.environment_id', '=', 'r.environment_id').onRef('s.id', '=', 'r.sync_id'),
    )
    .innerJoin('connection as c', (join) =>
      join.onRef('c.environment_id', '=', 'r.environment_id').onRef('c.id', '=', 'r.connection_id'),
    )
    .select([
      ...([
        'r.id',
        'r.customer_id',
        'r.sync_id',
        'r.connection_id',
        'r.trigger',
        'r.status',
        'r.attempt',
        'r.queued_at',
      ] as const),
      ...([
        'r.started_at',
        'r.finished_at',
        'r.seen',
        'r.total',
        'r.added',
        'r.updated',
        'r.unchanged',
        'r.deleted',
      ] as const),
      ...(['r.failed', 'r.calls', 'r.error', 'u.name as customer_name', 's.label', 'c.connector'] as const),
      sql<string>`r.queued_at::text`.as('queued_at_text'),
    ])
    .where('r.environment_id', '=', tx.tenant.environmentId);

export type ListedRun = Awaited<ReturnType<typeof listRuns>>[number];

export async function getListedRun(tx: TenantTx, id: RunId): Promise<ListedRun> {
  const row = await listed(tx).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('run', id);
  return row;
}

interface RunFilter extends PageRequest {
  customerId?: CustomerId | undefined;
  syncId?: SyncId | undefined;
  status?: RunRow['status'] | undefined;
}

/** The newest runs first. */
export function listRuns(tx: TenantTx, filter: RunFilter) {
  let query = listed(tx);
  if (filter.customerId) query = query.where('r.customer_id', '=', filter.customerId);
  if (filter.syncId) query = query.where('r.sync_id', '=', filter.syncId);
  if (filter.status) query = query.where('r.status', '=', filter.status);
  if (filter.cursor) {
    const { at, id } = decodeCursor(filter.cursor);
    query = query.where(sql<boolean>`(r.queued_at, r.id) < (${at}::timestamptz, ${id})`);
  }
  return query
    .orderBy('r.queued_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

/** The newest steps of a run, in the order in which they happened. */
export async function listSteps(tx: TenantTx, runId: RunId, limit: number) {
  const rows = await tx
    .selectFrom('run_step')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('run_id', '=', runId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}

export type RunStepOfRun = Awaited<ReturnType<typeof listSteps>>[number];
