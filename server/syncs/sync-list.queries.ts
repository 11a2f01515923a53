import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { ConnectionId, CustomerId, InstallationId, IntegrationId, SyncId } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';

/** More open failures of one sync than this are not counted. */
export const countedFailures = 1000;

/** A sync with the names of what it belongs to, the run that is on its way, the last one that ended, and its schedule. */
const listed = (tx: TenantTx) =>
  tx
    .selectFrom('sync as s')
    .innerJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 's.environment_id').onRef('u.id', '=', 's.customer_id'),
    )
    .innerJoin('connection as c', (join) =>
      join.onRef('c.environment_id', '=', 's.environment_id').onRef('c.id', '=', 's.connection_id'),
    )
    .innerJoin('installation as i', (join) =>
      join.onRef('i.environment_id', '=', 's.environment_id').onRef('i.id', '=', 's.installation_id'),
    )
    .innerJoin('integration as n', (join) =>
      join.onRef('n.environment_id', '=', 's.environment_id').onRef('n.id', '=', 'i.integration_id'),
    )
    .leftJoin('run as r', (join) =>
      join
        .onRef('r.environment_id', '=', 's.environment_id')
        .onRef('r.sync_id', '=', 's.id')
        .on('r.status', 'in', ['queued', 'running']),
    )
    .leftJoin('sync_schedule as d', (join) =>
      join.onRef('d.environment_id', '=', 's.environment_id').onRef('d.sync_id', '=', 's.id'),
    )
    .leftJoinLateral(
      (query) =>
        query
          .selectFrom('run as e')
          .select(['e.id', 'e.status', 'e.error', 'e.started_at', 'e.finished_at', 'e.seen'])
          .whereRef('e.environment_id', '=', 's.environment_id')
          .whereRef('e.sync_id', '=', 's.id')
          .where('e.status', 'in', ['succeeded', 'failed', 'cancelled'])
          .orderBy('e.queued_at', 'desc')
          .limit(1)
          .as('l'),
      (join) => join.onTrue(),
    )
    .select([
      ...([
        'c.connector',
        'c.status as connection_status',
        'n.id as integration_id',
        'n.name as integration_name',
      ] as const),
      ...([
        's.failing_since',
        's.last_full_pass_at',
        'r.started_at as open_run_started_at',
        'r.error as open_run_error',
      ] as const),
      ...([
        'l.id as last_run_id',
        'l.status as last_run_status',
        'l.error as last_run_error',
        'l.started_at as last_run_started_at',
        'l.finished_at as last_run_finished_at',
        'l.seen as last_run_seen',
      ] as const),
      sql<number>`(select count(*) from (select 1 from failure f where f.environment_id = s.environment_id and f.sync_id = s.id
        and f.closed_at is null and f.ignored_at is null limit ${countedFailures}) f)::integer`.as('failures'),
      ...([
        's.id',
        's.customer_id',
        's.connection_id',
        's.installation_id',
        's.object',
        's.model',
        's.label',
        's.mode',
      ] as const),
      ...(['s.schedule', 's.status', 's.records', 's.last_success_at', 's.last_change_at'] as const),
      ...(['s.checkpoint', 's.last_full_pass_at', 's.backfill_from', 's.keep_raw', 's.drift'] as const),
      ...([
        'u.name as customer_name',
        'r.id as open_run_id',
        'r.seen as open_run_seen',
        'r.total as open_run_total',
        'r.status as open_run_status',
        'r.started_at as open_run_started_at',
        'r.error as open_run_error',
        'd.wake_at',
      ] as const),
    ])
    .where('s.environment_id', '=', tx.tenant.environmentId);

export type ListedSync = Awaited<ReturnType<typeof listSyncsOfInstallations>>[number];

export async function getListedSync(tx: TenantTx, id: SyncId): Promise<ListedSync> {
  const row = await listed(tx).where('s.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('sync', id);
  return row;
}

/** What a sync is doing, as people look for it. */
export const syncStates = ['current', 'on', 'running', 'failing', 'paused', 'waiting', 'ended'] as const;

const runs = sql`s.status = 'active' and c.status = 'active'`;
const states: Record<(typeof syncStates)[number], RawBuilder<boolean>> = {
  current: sql`c.status <> 'disconnected'`,
  on: sql`${runs} and s.failing_since is null`,
  running: sql`r.id is not null`,
  failing: sql`${runs} and s.failing_since is not null`,
  paused: sql`s.status = 'paused' and c.status <> 'disconnected'`,
  waiting: sql`s.status = 'active' and c.status not in ('active', 'disconnected')`,
  ended: sql`c.status = 'disconnected'`,
};

interface SyncFilter extends PageRequest {
  customerId?: CustomerId | undefined;
  connectionId?: ConnectionId | undefined;
  integrationId?: IntegrationId | undefined;
  object?: string | undefined;
  state?: (typeof syncStates)[number] | undefined;
  search?: string | undefined;
}

export function listSyncs(tx: TenantTx, filter: SyncFilter): Promise<ListedSync[]> {
  let query = listed(tx);
  if (filter.customerId) query = query.where('s.customer_id', '=', filter.customerId);
  if (filter.connectionId) query = query.where('s.connection_id', '=', filter.connectionId);
  if (filter.integrationId) query = query.where('i.integration_id', '=', filter.integrationId);
  if (filter.object) query = query.where('s.object', '=', filter.object);
  if (filter.state) query = query.where(states[filter.state]);
  if (filter.search) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      sql<boolean>`(u.name ilike ${pattern} or s.label ilike ${pattern} or s.model ilike ${pattern} or n.name ilike ${pattern} or s.id = ${filter.search})`,
    );
  }
  if (filter.cursor) query = query.where('s.id', '<', idCursor(filter.cursor) as SyncId);
  return query
    .orderBy('s.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

/** Syncs whose runs fail although their connection works, the longest first. */
export function listFailingSyncs(tx: TenantTx, limit: number): Promise<ListedSync[]> {
  return listed(tx).where(states.failing).orderBy('s.failing_since').limit(limit).execute();
}

export function listSyncsOfInstallations(tx: TenantTx, ids: InstallationId[]) {
  return listed(tx).where('s.installation_id', 'in', ids).orderBy('s.id').execute();
}

/** What is synced here, for a filter: of the latest syncs, where there are very many. */
export async function listObjects(tx: TenantTx): Promise<{ object: string; label: string }[]> {
  const { rows } = await sql<{ object: string; label: string }>`
    select object, max(label) as label
      from (select object, label from sync where environment_id = ${tx.tenant.environmentId} order by id desc limit 20000) s
     group by object order by 2 limit 200`.execute(tx);
  return rows;
}
