import { secondsAfter } from '#server/clock.ts';
import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { log } from '#server/log.ts';
import { tell } from '#server/webhooks/tell.ts';
import { judgeRollout } from './judge-rollout.ts';
import { finishRollout } from './open-rollout.ts';
import { listOpenRollouts, lockNextInstallations, lockRollout, updateRollout } from './rollout.queries.ts';
import type { RolloutRow } from './rollout.table.ts';
import { watchSeconds } from './rollout.ts';
import { enqueueRollout } from './start-rollout.ts';

/** Every minute: halts what goes wrong, goes on with what a killed worker left, and finishes what was watched long enough. */
export async function watchRollouts(now: Date = new Date()): Promise<void> {
  const environments = await controlDb().selectFrom('environment').select('id').orderBy('id').execute();
  for (const { id: environmentId } of environments) {
    await withTenant({ environmentId }, async (tx) => {
      for (const rollout of await listOpenRollouts(tx)) if (rollout.status === 'running') await look(tx, rollout, now);
    }).catch((error: unknown) =>
      log.error('The rollouts of an environment could not be looked at.', { environmentId, error }),
    );
  }
}

async function look(tx: TenantTx, seen: RolloutRow, now: Date): Promise<void> {
  const rollout = await lockRollout(tx, seen.id);
  if (rollout.status !== 'running' || (await judgeRollout(tx, rollout, now))) return;
  if ((await lockNextInstallations(tx, rollout, 1)).length > 0) return enqueueRollout(tx, rollout.id);
  if (rollout.share < 100 || now < secondsAfter(rollout.changed_at, watchSeconds)) return;
  // Who finished connecting while it went by is looked at once more.
  const fromStart = { ...rollout, after_id: null };
  if ((await lockNextInstallations(tx, fromStart, 1)).length > 0) {
    await updateRollout(tx, rollout.id, { after_id: null });
    return enqueueRollout(tx, rollout.id);
  }
  await finishRollout(tx, rollout, now);
  const { id: integrationId, slug } = await getIntegration(tx, rollout.integration_id);
  await tell(
    tx,
    { type: 'rollout.finished', data: { integrationId, slug, version: rollout.version, rolloutId: rollout.id } },
    now,
  );
}
