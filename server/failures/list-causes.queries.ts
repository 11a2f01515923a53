import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId, Id, InstallationId, IntegrationId, SyncId } from '#server/ids.ts';
import { openRows } from '#server/keys/payloads.ts';
import { type FailureFilter, matchesFilter } from './failure-filter.ts';

/** How many open failures are grouped, the latest ones: what a list costs does not grow with what lies there. */
const looked = 50_000;
const mostCauses = 200;

export interface ListedCause {
  integration_id: IntegrationId;
  integration_name: string;
  connector: string;
  cause: string;
  class: string;
  code: string | null;
  field: string | null;
  message: string;
  remedy: string;
  label: string;
  failures: number;
  customers: number;
  customer_id: CustomerId;
  customer_name: string;
  waiting: number;
  first_seen_at: Date;
  last_seen_at: Date;
  ignored_at: Date | null;
  ignored_by: string | null;
  ignored_reason: string | null;
  sample_id: Id<'failure'>;
  /** Of the latest one. */
  sync_id: SyncId;
}

/** Open failures by cause within each integration, those that hit the most records first; each with the words of its latest one. */
export async function listCauses(
  tx: TenantTx,
  filter: FailureFilter,
): Promise<{ causes: ListedCause[]; complete: boolean }> {
  const environment = tx.tenant.environmentId;
  const { rows } = await sql<ListedCause & { all_looked: number }>`
    with looked as (
      select f.id, f.cause, f.customer_id, f.sync_id, f.first_seen_at, f.last_seen_at, f.retried_at
        from failure f
       where ${matchesFilter(tx, filter)}
       order by f.last_seen_at desc, f.id desc
       limit ${looked}
    ), grouped as (
      select i.integration_id, l.cause, max(l.id) as sample_id, count(*)::integer as failures,
             count(distinct l.customer_id)::integer as customers, min(l.first_seen_at) as first_seen_at,
             max(l.last_seen_at) as last_seen_at, count(*) filter (where l.retried_at > l.last_seen_at)::integer as waiting
        from looked l
        join sync s on s.environment_id = ${environment} and s.id = l.sync_id
        join installation i on i.environment_id = ${environment} and i.id = s.installation_id
       group by i.integration_id, l.cause
       order by failures desc, last_seen_at desc
       limit ${mostCauses}
    )
    select g.*, n.name as integration_name, c.connector, s.label, f.sync_id, f.external_id, f.class, f.code, f.field, f.message, f.remedy,
           f.ignored_at, f.ignored_by, f.ignored_reason, u.id as customer_id, u.name as customer_name,
           (select count(*) from looked)::integer as all_looked
      from grouped g
      join failure f on f.environment_id = ${environment} and f.id = g.sample_id
      join sync s on s.environment_id = ${environment} and s.id = f.sync_id
      join connection c on c.environment_id = ${environment} and c.id = s.connection_id
      join customer u on u.environment_id = ${environment} and u.id = f.customer_id
      join integration n on n.environment_id = ${environment} and n.id = g.integration_id
     order by g.failures desc, g.last_seen_at desc`.execute(tx);
  const complete = rows.length < mostCauses && (rows[0]?.all_looked ?? 0) < looked;
  return { causes: await openRows(tx, 'failure', rows), complete };
}

/** How many records of an installation are open in the inbox, and for how many causes; of very many, as many as are looked at. */
export async function countOpenFailures(
  tx: TenantTx,
  installationId: InstallationId,
): Promise<{ records: number; causes: number }> {
  const { rows } = await sql<{ records: number; causes: number }>`
    select count(*)::integer as records, count(distinct l.cause)::integer as causes
      from (select f.cause from failure f where ${matchesFilter(tx, { installationId, state: 'open' })} limit ${looked}) l`.execute(
    tx,
  );
  return rows[0] ?? { records: 0, causes: 0 };
}
