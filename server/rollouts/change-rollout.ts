import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { CustomerId } from '#server/ids.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { lockIntegration } from '#server/integrations/version.queries.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { setLiveVersion } from './open-rollout.ts';
import { findOpenRollout, lockRollout, type RolloutId, updateRollout } from './rollout.queries.ts';
import type { RolloutRow } from './rollout.table.ts';
import { enqueueRollout, type Reach, startRollout } from './start-rollout.ts';

interface Change {
  share?: number | undefined;
  customers?: CustomerId[] | undefined;
  minRuns?: number | undefined;
  maxPoints?: number | undefined;
  now: Date;
}

/** Gives a rollout to more customers. Nobody is taken out of it: who has a version keeps it, or goes back with all others. */
export async function widenRollout(tx: TenantTx, id: RolloutId, change: Change): Promise<RolloutRow> {
  const rollout = requireOpen(await lockRollout(tx, id));
  const { share = rollout.share, customers = [], minRuns = rollout.min_runs, maxPoints = rollout.max_points } = change;
  if (share < rollout.share) {
    throw new AppError('invalid', `It has reached ${rollout.share} % of the customers already.`, {
      field: 'share',
      remedy: 'Choose a larger share, or roll it back.',
    });
  }
  const all = [...new Set([...rollout.customers, ...customers])];
  const isWider = share > rollout.share || all.length > rollout.customers.length;
  const row = await updateRollout(tx, id, {
    ...{ share, customers: all, min_runs: minRuns, max_points: maxPoints },
    ...(isWider && { after_id: null, changed_at: change.now }),
  });
  if (row.status === 'running') await enqueueRollout(tx, id);
  return row;
}

/** Stops it where it is, because somebody wants that. */
export async function haltRollout(tx: TenantTx, id: RolloutId, by: string, now: Date): Promise<RolloutRow> {
  const rollout = requireOpen(await lockRollout(tx, id));
  if (rollout.status === 'halted') return rollout;
  return updateRollout(tx, id, { status: 'halted', reason: `It was stopped by ${by}.`, changed_at: now });
}

/** Lets one that has halted go on. Runs from before this moment do not count any more. */
export async function resumeRollout(tx: TenantTx, id: RolloutId, now: Date): Promise<RolloutRow> {
  const rollout = requireOpen(await lockRollout(tx, id));
  if (rollout.status === 'running') return rollout;
  const row = await updateRollout(tx, id, { status: 'running', reason: null, changed_at: now });
  await enqueueRollout(tx, id);
  return row;
}

/** Brings everybody back to the version before, also long after it was finished, as long as no newer version went out. */
export async function rollBack(tx: TenantTx, id: RolloutId, by: string, now: Date): Promise<RolloutRow> {
  const rollout = await lockRollout(tx, id);
  if (rollout.status === 'rolled_back') return rollout;
  const integration = await getIntegration(tx, rollout.integration_id);
  const open = await findOpenRollout(tx, rollout.integration_id);
  const isNewest = rollout.status === 'finished' ? integration.live_version === rollout.version && !open : true;
  if (!isNewest) {
    throw new AppError('conflict', `Version ${rollout.version} is not what everybody has: another one came after it.`, {
      remedy: 'Roll that one back first.',
    });
  }
  const row = await updateRollout(tx, id, {
    ...{ status: 'rolled_back', reason: `It was rolled back by ${by}.`, after_id: null },
    ...{ changed_at: now, finished_at: null },
  });
  if (integration.live_version === rollout.version)
    await setLiveVersion(tx, rollout.integration_id, rollout.from_version);
  await forgetAsked(tx, rollout);
  await enqueue(tx, 'rollback', { rolloutId: id }, { priority: priority.interactive, singletonKey: id });
  return row;
}

async function forgetAsked(tx: TenantTx, rollout: RolloutRow): Promise<void> {
  await tx
    .updateTable('installation')
    .set({ asked_version: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', rollout.integration_id)
    .where('asked_version', '=', rollout.version)
    .execute();
}

/** Brings a version that is there already to customers: one that was rolled back, or one that waited for this word. */
export async function rollOutVersion(
  tx: TenantTx,
  {
    slug,
    version,
    reach,
    by,
    now,
  }: { slug: string; version?: number | undefined; reach: Reach; by: string; now: Date },
): Promise<RolloutRow> {
  const integration = await lockIntegration(tx, slug);
  const open = await findOpenRollout(tx, integration.id);
  if (open) {
    throw new AppError('conflict', `Version ${open.version} is being rolled out.`, {
      remedy: 'Widen that, or roll it back.',
    });
  }
  const wanted = version ?? integration.version;
  if (wanted === null || integration.version === null || wanted > integration.version) {
    throw new AppError('not_found', `${slug} has no version ${wanted ?? 1}.`, { remedy: 'Publish it first.' });
  }
  return startRollout(tx, { integration, version: wanted, reach, by, now });
}

function requireOpen(rollout: RolloutRow): RolloutRow {
  if (rollout.status === 'running' || rollout.status === 'halted') return rollout;
  const words = rollout.status === 'finished' ? 'has reached everybody' : 'was rolled back';
  throw new AppError('conflict', `The rollout of version ${rollout.version} ${words}.`, {
    remedy: 'Begin a new one.',
  });
}
