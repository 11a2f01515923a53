import { sql } from 'kysely';
import { z } from 'zod';
import { type Clock, systemClock } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { log } from '#server/log.ts';
import { tell } from '#server/webhooks/tell.ts';
import { judgeRollout } from './judge-rollout.ts';
import { moveInstallation } from './move-installation.ts';
import { lockNextInstallations, lockRollout, type RolloutId, updateRollout } from './rollout.queries.ts';
import type { RolloutRow } from './rollout.table.ts';
import { reaches } from './rollout.ts';
import { weighUpgrade } from './weigh-upgrade.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), rolloutId: idSchema('rollout') });

const batch = 25;

/**
 * Brings a rollout's version to those whom it reaches, some in one transaction. Killed anywhere, it goes on after the last
 * of them that was finished; halted meanwhile, it stops after the batch at hand.
 */
export async function rollOut(payload: unknown, signal?: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const { environmentId, rolloutId } = payloadSchema.parse(payload);
  const tenant: Tenant = { environmentId };
  let goesOn = true;
  while (goesOn && !signal?.aborted) {
    goesOn = await withTenant(tenant, (tx) => upgradeSome(tx, rolloutId, clock.now()));
  }
}

async function upgradeSome(tx: TenantTx, id: RolloutId, now: Date): Promise<boolean> {
  const rollout = await lockRollout(tx, id);
  if (rollout.status !== 'running' || (await judgeRollout(tx, rollout, now))) return false;
  const installations = await lockNextInstallations(tx, rollout, batch);
  const integration = await getIntegration(tx, rollout.integration_id);
  const pinned = { integration_id: integration.id, integration_version: rollout.version };
  const reached = installations.filter((row) => reaches(rollout, row.customer_id));
  const weighed = await weighUpgrade(tx, integration, reached, await loadDefinition(tx, pinned));
  let { upgraded, asked } = rollout;
  for (const { installation, needs } of weighed) {
    const sentences = needs.map(({ sentence }) => sentence);
    if (needs.length === 0 && (await upgrade(tx, { integration, installation, rollout, now }))) upgraded++;
    else {
      await ask(tx, { integration, installation, rollout, now }, sentences);
      asked++;
    }
  }
  const last = installations.at(-1);
  await updateRollout(tx, id, { upgraded, asked, ...(last && { after_id: last.id }) });
  return installations.length === batch;
}

interface Step {
  integration: IntegrationRow;
  installation: InstallationRow;
  rollout: RolloutRow;
  now: Date;
}

/** False where it can't be done now: that one stays where it is, and the others go on. */
async function upgrade(tx: TenantTx, step: Step): Promise<boolean> {
  const { integration, installation, rollout, now } = step;
  const { version, id: rolloutId } = rollout;
  const sentence = `${integration.name} was updated.`;
  await sql`savepoint before_upgrade`.execute(tx);
  try {
    await moveInstallation(tx, { integration, installation, version, rolloutId, sentence, now });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await sql`rollback to savepoint before_upgrade`.execute(tx);
    log.warn('An installation could not be upgraded; it stays on its version.', {
      environmentId: tx.tenant.environmentId,
      error,
    });
    return false;
  }
}

/** Its version goes on; the customer is told once what the next one needs. */
async function ask(tx: TenantTx, step: Step, sentences: string[]): Promise<void> {
  const { integration, installation, rollout, now } = step;
  const { id: installationId, customer_id: customerId } = installation;
  await tx
    .updateTable('installation')
    .set({ asked_version: rollout.version })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', installationId)
    .execute();
  await addActivity(tx, {
    ...{ installationId, customerId, tone: 'neutral' },
    sentence: `There is an update of ${integration.name}. ${sentences.join(' ')} Until then everything goes on as before.`,
  });
  const of = { integrationId: integration.id, slug: integration.slug, version: rollout.version };
  await tell(tx, { type: 'installation.asked', data: { ...of, installationId, customerId, asks: sentences } }, now);
}
