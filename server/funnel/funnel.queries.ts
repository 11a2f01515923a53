import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';

export type FunnelGroup = 'integration' | 'plan' | 'week';

export interface FunnelQuestion {
  from: Date;
  to: Date;
  by: FunnelGroup;
  integration?: string | undefined;
  plan?: string | undefined;
}

export interface FunnelRow {
  key: string | null;
  name: string | null;
  viewed: number;
  started: number;
  connected: number;
  configured: number;
  succeeded: number;
  /** Of those who came so far, half were faster. */
  seconds_to_configured: number | null;
}

const keyOf = {
  integration: sql`slug`,
  plan: sql`plan`,
  week: sql`to_char(date_trunc('week', first_at at time zone 'UTC'), 'YYYY-MM-DD')`,
};

/**
 * How far customers came with each integration: viewed → started → connected → configured → first success. Counted are
 * customers, not clicks, and who came to a stage came to those before it, whatever was told of them (an ad blocker, a
 * closed tab). The first success counts too where nobody watched it.
 */
export async function readFunnel(
  tx: TenantTx,
  { from, to, by, integration, plan }: FunnelQuestion,
): Promise<FunnelRow[]> {
  const { environmentId } = tx.tenant;
  const { rows } = await sql<FunnelRow>`
    with told as (
      select e.integration_id, e.customer_id, min(e.at) as first_at,
             (array_agg(e.plan order by e.at desc))[1] as plan,
             min(e.at) filter (where e.name = 'connect.started' and e.detail is distinct from 'reconnect') as started_at,
             min(e.at) filter (where e.name = 'connection.created') as connected_at,
             min(e.at) filter (where e.name = 'installation.created') as configured_at,
             min(e.at) filter (where e.name = 'sync.first_success') as succeeded_at
        from embed_event e
       where e.environment_id = ${environmentId} and e.at >= ${from} and e.at < ${to} and e.integration_id is not null
         and e.name in ('integration.viewed', 'connect.started', 'connection.created', 'installation.created', 'sync.first_success')
       group by e.integration_id, e.customer_id
    ), reached as (
      select i.slug, i.name, told.plan, told.first_at, told.started_at, told.configured_at,
             case when told.succeeded_at is not null or (told.configured_at is not null and exists (
                    select from installation n join sync s on s.environment_id = n.environment_id and s.installation_id = n.id
                     where n.environment_id = ${environmentId} and n.integration_id = told.integration_id
                       and n.customer_id = told.customer_id and s.last_success_at is not null)) then 5
                  when told.configured_at is not null then 4
                  when told.connected_at is not null then 3
                  when told.started_at is not null then 2
                  else 1 end as stage
        from told join integration i on i.environment_id = ${environmentId} and i.id = told.integration_id
       where (${integration ?? null}::text is null or i.slug = ${integration ?? null})
         and (${plan ?? null}::text is null or told.plan = ${plan ?? null})
    )
    select ${keyOf[by]} as key, ${by === 'integration' ? sql`min(name)` : sql`null::text`} as name,
           count(*)::integer as viewed,
           (count(*) filter (where stage >= 2))::integer as started,
           (count(*) filter (where stage >= 3))::integer as connected,
           (count(*) filter (where stage >= 4))::integer as configured,
           (count(*) filter (where stage >= 5))::integer as succeeded,
           round(percentile_cont(0.5) within group (order by extract(epoch from configured_at - started_at))
             filter (where configured_at >= started_at))::integer as seconds_to_configured
      from reached group by 1 order by ${by === 'week' ? sql`1` : sql`3 desc, 1`}`.execute(tx);
  return rows;
}
