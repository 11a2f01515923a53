import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { findOpenRollout, updateRollout } from './rollout.queries.ts';
import type { RolloutRow } from './rollout.table.ts';

/** Ends a rollout that has reached everybody: its version is what everybody has from now on. */
export async function finishRollout(tx: TenantTx, rollout: RolloutRow, now: Date): Promise<void> {
  await updateRollout(tx, rollout.id, { status: 'finished', finished_at: now });
  await setLiveVersion(tx, rollout.integration_id, rollout.version);
}

export async function setLiveVersion(tx: TenantTx, id: IntegrationRow['id'], version: number): Promise<void> {
  await tx
    .updateTable('integration')
    .set({ live_version: version })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** Makes room for the next version: one that reaches everybody gives way to it; one that stands half-way is to be decided first. */
export async function closeForNext(tx: TenantTx, integration: IntegrationRow, now: Date): Promise<IntegrationRow> {
  const open = await findOpenRollout(tx, integration.id);
  if (!open) return integration;
  if (open.status === 'halted' || open.share < 100) {
    const where = open.status === 'halted' ? 'has halted' : `is at ${open.share} %`;
    throw new AppError('conflict', `The rollout of version ${open.version} ${where}.`, {
      remedy: 'Give it to everybody, or roll it back, before the next version.',
    });
  }
  await finishRollout(tx, open, now);
  return { ...integration, live_version: open.version };
}
