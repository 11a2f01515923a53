import type { TenantTx } from '#server/db/tenant.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { tell } from '#server/webhooks/tell.ts';
import { tallyAfter, tallyBefore, updateRollout } from './rollout.queries.ts';
import type { RolloutRow } from './rollout.table.ts';
import { isSuspect, reasonToHalt } from './rollout.ts';

/** Halts a rollout whose runs fail more than those before it, and says so. Those who have its version keep it until somebody decides. */
export async function judgeRollout(tx: TenantTx, rollout: RolloutRow, now: Date): Promise<boolean> {
  const after = await tallyAfter(tx, rollout);
  if (!isSuspect(after, rollout)) return false;
  const reason = reasonToHalt(rollout, after, await tallyBefore(tx, rollout));
  if (reason === undefined) return false;
  await updateRollout(tx, rollout.id, { status: 'halted', reason, changed_at: now });
  const { id: integrationId, slug } = await getIntegration(tx, rollout.integration_id);
  await tell(
    tx,
    {
      type: 'rollout.halted',
      data: { integrationId, slug, version: rollout.version, rolloutId: rollout.id, reason },
    },
    now,
  );
  return true;
}
