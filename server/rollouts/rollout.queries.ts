import { sql, type Updateable } from 'kysely';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id, InstallationId, IntegrationId } from '#server/ids.ts';
import type { RolloutRow, RolloutTable } from './rollout.table.ts';
import { compareSeconds, type Tally } from './rollout.ts';

export type RolloutId = Id<'rollout'>;

const isOpen = ['running', 'halted'] as const;

const ofEnvironment = (tx: TenantTx) =>
  tx.selectFrom('rollout').selectAll().where('environment_id', '=', tx.tenant.environmentId);

export function findOpenRollout(tx: TenantTx, integrationId: IntegrationId): Promise<RolloutRow | undefined> {
  return ofEnvironment(tx).where('integration_id', '=', integrationId).where('status', 'in', isOpen).executeTakeFirst();
}

export function listOpenRollouts(tx: TenantTx): Promise<RolloutRow[]> {
  return ofEnvironment(tx).where('status', 'in', isOpen).orderBy('id').execute();
}

export function listRollouts(tx: TenantTx, integrationId: IntegrationId, limit: number): Promise<RolloutRow[]> {
  return ofEnvironment(tx).where('integration_id', '=', integrationId).orderBy('id', 'desc').limit(limit).execute();
}

export async function getRollout(tx: TenantTx, id: RolloutId): Promise<RolloutRow> {
  const row = await ofEnvironment(tx).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('rollout', id);
  return row;
}

export async function lockRollout(tx: TenantTx, id: RolloutId): Promise<RolloutRow> {
  const row = await ofEnvironment(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('rollout', id);
  return row;
}

type Changes = Updateable<RolloutTable>;

export async function updateRollout(tx: TenantTx, id: RolloutId, changes: Changes): Promise<RolloutRow> {
  return tx
    .updateTable('rollout')
    .set(changes)
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Runs of installations that this rollout has brought to its version, since they came there. */
export async function tallyAfter(tx: TenantTx, rollout: RolloutRow): Promise<Tally> {
  const { rows } = await sql<Tally>`
    select count(*)::integer as runs, (count(*) filter (where r.status = 'failed'))::integer as failed
      from installation_version v
      join sync s on s.environment_id = v.environment_id and s.installation_id = v.installation_id
      join run r on r.environment_id = s.environment_id and r.sync_id = s.id and r.queued_at >= greatest(v.entered_at, ${rollout.changed_at})
     where v.environment_id = ${tx.tenant.environmentId} and v.rollout_id = ${rollout.id} and v.left_at is null
       and r.status in ('succeeded', 'failed')`.execute(tx);
  return rows[0] ?? { runs: 0, failed: 0 };
}

/** Runs of the same integration with the versions before: of the day before the rollout, and of those since whom it has not reached. */
export async function tallyBefore(tx: TenantTx, rollout: RolloutRow): Promise<Tally> {
  const { rows } = await sql<Tally>`
    select count(*)::integer as runs, (count(*) filter (where r.status = 'failed'))::integer as failed
      from installation i
      join sync s on s.environment_id = i.environment_id and s.installation_id = i.id
      join run r on r.environment_id = s.environment_id and r.sync_id = s.id
       and r.queued_at >= ${secondsAfter(rollout.created_at, -compareSeconds)}
      left join installation_version v on v.environment_id = i.environment_id and v.installation_id = i.id
       and v.rollout_id = ${rollout.id}
     where i.environment_id = ${tx.tenant.environmentId} and i.integration_id = ${rollout.integration_id}
       and r.queued_at < coalesce(v.entered_at, 'infinity') and r.status in ('succeeded', 'failed')`.execute(tx);
  return rows[0] ?? { runs: 0, failed: 0 };
}

/** The next installations that are neither on the rollout's version nor asked about it, locked. */
export function lockNextInstallations(tx: TenantTx, rollout: RolloutRow, limit: number) {
  let query = tx
    .selectFrom('installation')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', rollout.integration_id)
    .where('integration_version', '<>', rollout.version)
    .where((where) => where.or([where('asked_version', 'is', null), where('asked_version', '<>', rollout.version)]))
    .where('removed_at', 'is', null)
    .where('status', '<>', 'setup');
  if (rollout.after_id) query = query.where('id', '>', rollout.after_id as InstallationId);
  return query.orderBy('id').limit(limit).forUpdate().execute();
}
