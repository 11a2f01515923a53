import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { settleSoon } from '#server/hooks/settle-soon.ts';
import { addActivity } from '#server/installations/activity.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { loadInternalValues } from '#server/integrations/internal-values.ts';
import { checkAnswers, questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import { applySyncs } from './apply-syncs.ts';
import type { RolloutId } from './rollout.queries.ts';

const answersSchema = z.record(z.string(), z.unknown());

interface Move {
  integration: IntegrationRow;
  installation: InstallationRow;
  version: number;
  rolloutId?: RolloutId | null;
  /** What the customer answered to it; what it answered before where nothing is told. */
  answers?: Record<string, unknown>;
  mended?: Record<string, unknown>;
  actor?: string;
  /** For the customer to read. */
  sentence: string;
  now: Date;
}

/** Brings an installation from its version to another one, forward or back: pin, answers and syncs, in the caller's transaction. */
export async function moveInstallation(tx: TenantTx, move: Move): Promise<void> {
  const { integration, installation, version, now } = move;
  const before = await loadDefinition(tx, installation);
  const after = await loadDefinition(tx, { integration_id: integration.id, integration_version: version });
  const { connector } = await getConnector(tx, integration.connector);
  const of = { integrationId: integration.id, customerId: installation.customer_id };
  const given = move.answers ?? answersSchema.parse(installation.answers);
  const { own } = checkAnswers(
    questionsOf(after, connector.settings),
    connector.settings,
    given,
    await loadInternalValues(tx, of),
  );
  await leave(tx, installation, now);
  await enter(tx, move, own);
  await tx
    .updateTable('installation')
    .set({ integration_version: version, asked_version: null, answers: JSON.stringify(own) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', installation.id)
    .execute();
  await applySyncs(tx, { installation, before, after, now, ...(move.mended && { mended: move.mended }) });
  const connection = await findConnectionOfInstallation(tx, installation.id);
  if (connection) await settleSoon(tx, connection.id);
  await addActivity(tx, {
    installationId: installation.id,
    customerId: installation.customer_id,
    tone: 'neutral',
    sentence: move.sentence,
    ...(move.actor && { actor: move.actor }),
  });
  await tell(
    tx,
    {
      type: 'installation.upgraded',
      data: {
        ...{ integrationId: integration.id, slug: integration.slug, installationId: installation.id },
        ...{ customerId: installation.customer_id, version, from: installation.integration_version },
      },
    },
    now,
  );
}

async function leave(tx: TenantTx, installation: InstallationRow, now: Date): Promise<void> {
  const { id, integration_version: version, customer_id, created_at } = installation;
  const answers = JSON.stringify(installation.answers);
  await tx
    .insertInto('installation_version')
    .values({
      ...{ environment_id: tx.tenant.environmentId, installation_id: id, version, customer_id, answers },
      ...{ rollout_id: null, entered_at: created_at, left_at: now },
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'installation_id', 'version']).doUpdateSet({ left_at: now, answers }),
    )
    .execute();
}

async function enter(tx: TenantTx, move: Move, own: object): Promise<void> {
  const { installation, version, rolloutId = null, now } = move;
  const answers = JSON.stringify(own);
  const values = { answers, rollout_id: rolloutId, entered_at: now, left_at: null };
  await tx
    .insertInto('installation_version')
    .values({
      ...{ environment_id: tx.tenant.environmentId, installation_id: installation.id, version },
      ...{ customer_id: installation.customer_id, ...values },
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'installation_id', 'version']).doUpdateSet(values))
    .execute();
}
