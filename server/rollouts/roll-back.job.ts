import { z } from 'zod';
import { type Clock, systemClock } from '#server/clock.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type InstallationId, idSchema } from '#server/ids.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { tell } from '#server/webhooks/tell.ts';
import { moveInstallation } from './move-installation.ts';
import { lockRollout, type RolloutId, updateRollout } from './rollout.queries.ts';
import type { RolloutRow } from './rollout.table.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), rolloutId: idSchema('rollout') });
const answersSchema = z.record(z.string(), z.unknown());

const batch = 25;

/** Takes everybody back whom a rollout has brought to its version, each to the version and the answers that they had. Killed anywhere, it goes on. */
export async function rollBackAll(payload: unknown, signal?: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const { environmentId, rolloutId } = payloadSchema.parse(payload);
  let goesOn = true;
  while (goesOn && !signal?.aborted) {
    goesOn = await withTenant({ environmentId }, (tx) => takeSomeBack(tx, rolloutId, clock.now()));
  }
}

async function takeSomeBack(tx: TenantTx, id: RolloutId, now: Date): Promise<boolean> {
  const rollout = await lockRollout(tx, id);
  if (rollout.status !== 'rolled_back' || rollout.finished_at) return false;
  const integration = await getIntegration(tx, rollout.integration_id);
  const installations = await lockMoved(tx, rollout);
  for (const installation of installations) {
    const earlier = await versionBefore(tx, installation);
    const version = earlier?.version ?? rollout.from_version;
    if (version === rollout.version) continue;
    await moveInstallation(tx, {
      ...{ integration, installation, now, version },
      ...(earlier && { answers: answersSchema.parse(earlier.answers) }),
      sentence: `${integration.name} is as it was before the last update.`,
    });
  }
  const last = installations.at(-1);
  const isDone = installations.length < batch;
  await updateRollout(tx, id, { ...(last && { after_id: last.id }), finished_at: isDone ? now : null });
  if (!isDone) return true;
  const { id: integrationId, slug } = integration;
  const of = { integrationId, slug, version: rollout.version, rolloutId: id };
  await tell(tx, { type: 'rollout.rolled_back', data: { ...of, to: rollout.from_version } }, now);
  return false;
}

/** Those on its version: whom it has brought there, and who connected meanwhile and never had another one. */
function lockMoved(tx: TenantTx, rollout: RolloutRow) {
  const query = tx
    .selectFrom('installation')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', rollout.integration_id)
    .where('integration_version', '=', rollout.version)
    .where('removed_at', 'is', null)
    .where('status', '<>', 'setup');
  const rest = rollout.after_id === null ? query : query.where('id', '>', rollout.after_id as InstallationId);
  return rest.orderBy('id').limit(batch).forUpdate().execute();
}

/** Where an installation came from. */
async function versionBefore(tx: TenantTx, installation: Awaited<ReturnType<typeof lockMoved>>[number]) {
  return tx
    .selectFrom('installation_version')
    .select(['version', 'answers'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('installation_id', '=', installation.id)
    .where('version', '<>', installation.integration_version)
    .where('left_at', 'is not', null)
    .orderBy('left_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
