import { getConnector } from '#server/catalog/get-connector.ts';
import type { Clock } from '#server/clock.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { settleSoon } from '#server/hooks/settle-soon.ts';
import { addActivity } from '#server/installations/activity.ts';
import { discardSetup } from '#server/installations/discard-setup.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { definitionSchema } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { planSync } from '#server/integrations/plan-sync.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import { tell } from '#server/webhooks/tell.ts';
import { type ConnectId, lockOpenConnect, moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';

/** Takes the answers to the questions after connecting; what is wrong is told at its field. */
export async function answerQuestions(
  tx: TenantTx,
  id: ConnectId,
  answers: Record<string, unknown>,
  clock: Clock,
): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  const integration = await getIntegration(tx, row.integration_id);
  const { connector } = await getConnector(tx, integration.connector);
  const parsed = connector.settings.safeParse(answers);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('invalid', issue?.message ?? 'An answer is missing.', {
      field: issue?.path.join('.'),
      remedy: 'Choose or type an answer.',
    });
  }
  // Coming back from the review to change an answer is the same step.
  const from = row.stage === 'review' ? await moveConnect(tx, row, 'after') : row;
  return moveConnect(tx, from, 'review', { answers: { ...parsed.data } });
}

/** The customer's yes: the installation begins to live, and its first syncs start at once. */
export async function finishConnect(tx: TenantTx, id: ConnectId, clock: Clock): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  if (row.stage !== 'review' || !row.installation_id) {
    throw new AppError('conflict', 'There is still a step before this one.', {
      remedy: 'Connect the account and answer the questions first.',
    });
  }
  const now = clock.now();
  const integration = await getIntegration(tx, row.integration_id);
  const installation = await getInstallation(tx, row.installation_id);
  const connection = await findConnectionOfInstallation(tx, installation.id);
  if (!connection)
    throw new AppError('conflict', 'The account was disconnected meanwhile.', { remedy: 'Connect it again.' });
  await tx
    .updateTable('installation')
    .set({ status: 'active', answers: JSON.stringify(row.answers) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', installation.id)
    .execute();
  const { connector } = await getConnector(tx, integration.connector);
  await addActivity(tx, {
    installationId: installation.id,
    customerId: row.customer_id,
    tone: 'good',
    sentence: `${connector.name} was connected: ${row.account_name}.`,
    actor: row.end_user_id,
  });
  for (const sync of definitionSchema.parse(integration.definition).syncs) {
    await createSync(tx, {
      ...planSync(sync, integration.connector, connector),
      customerId: row.customer_id,
      installationId: installation.id,
      connectionId: connection.id,
      now,
    });
  }
  await settleSoon(tx, connection.id);
  await tell(tx, {
    type: 'connection.created',
    data: { connectionId: connection.id, customerId: row.customer_id, connector: integration.connector },
  });
  return moveConnect(tx, row, 'done', { connectionId: connection.id });
}

/** The customer leaves: an access that was given meanwhile is taken back. */
export async function cancelConnect(tx: TenantTx, id: ConnectId, clock: Clock): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  if (row.installation_id && !row.connection_id)
    await discardSetup(tx, await getInstallation(tx, row.installation_id), clock.now());
  return moveConnect(tx, row, 'cancelled', { pending: null, handoffHash: null });
}
