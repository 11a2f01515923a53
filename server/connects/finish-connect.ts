import type { Connector } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { Clock } from '#server/clock.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { settleSoon } from '#server/hooks/settle-soon.ts';
import { addActivity } from '#server/installations/activity.ts';
import { chooseOffer } from '#server/installations/choose-offer.ts';
import { discardSetup } from '#server/installations/discard-setup.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { type Definition, offerOf } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadInternalValues } from '#server/integrations/internal-values.ts';
import { checkAnswers, questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { keptMappings } from '#server/matching/match-scope.ts';
import { revokeFavours } from '#server/portal/portal-link.queries.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import { tell } from '#server/webhooks/tell.ts';
import { beginReview } from './begin-review.ts';
import { chosenSyncs } from './choices.ts';
import { answersOf, type ConnectId, lockOpenConnect, moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { pinnedBy } from './pinned-by.ts';

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
  const questions = questionsOf(await loadDefinition(tx, pinnedBy(row, integration)), connector.settings);
  const of = { integrationId: integration.id, customerId: row.customer_id };
  const { own, problems } = checkAnswers(questions, connector.settings, answers, await loadInternalValues(tx, of));
  const [first] = problems;
  if (first) {
    throw new AppError('invalid', first.message, {
      field: first.name,
      remedy: 'Choose or type an answer.',
      issues: problems.map(({ name, message }) => ({ field: name, message })),
    });
  }
  // Coming back from the review to change an answer is the same step.
  const goesBack = row.stage === 'review' || row.stage === 'mapping';
  const from = goesBack ? await moveConnect(tx, row, 'after') : row;
  return beginReview(tx, from, { answers: own }, clock);
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
  const definition = await loadDefinition(tx, pinnedBy(row, integration));
  const installation = await getInstallation(tx, row.installation_id);
  const connection = await findConnectionOfInstallation(tx, installation.id);
  if (!connection)
    throw new AppError('conflict', 'The account was disconnected meanwhile.', { remedy: 'Connect it again.' });
  const { connector } = await getConnector(tx, integration.connector);
  await requireAnswers(tx, row, definition, connector);
  await tx
    .updateTable('installation')
    .set({ status: 'active', answers: JSON.stringify(row.answers) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', installation.id)
    .execute();
  await addActivity(tx, {
    installationId: installation.id,
    customerId: row.customer_id,
    tone: 'good',
    sentence: `${connector.name} was connected: ${row.account_name}.`,
    code: 'connected',
    details: { app: connector.name, account: row.account_name ?? '' },
    actor: row.end_user_id,
  });
  const matched = keptMappings.parse(row.mappings);
  for (const { sync, key, on, schedule } of chosenSyncs(definition, row)) {
    if (!on && offerOf(sync) === 'optional') continue;
    const of = { customerId: row.customer_id, installationId: installation.id, connectionId: connection.id };
    const own = matched[key];
    const mapped = own && { mapping: own.mapping, target: own.target ?? undefined, mappedBy: row.end_user_id };
    await createSync(tx, { ...sync, ...mapped, ...of, schedule, now });
    // One that a newer version would bring by itself is there and off, so that it stays off.
    if (!on) await chooseOffer(tx, installation.id, { key, on: false, actor: row.end_user_id, now });
  }
  await settleSoon(tx, connection.id);
  await tell(tx, {
    type: 'connection.created',
    data: { connectionId: connection.id, customerId: row.customer_id, connector: integration.connector },
  });
  return moveConnect(tx, row, 'done', { connectionId: connection.id });
}

/** A question may have no field here because the vendor alone answers it, and has not done so yet. */
async function requireAnswers(
  tx: TenantTx,
  row: ConnectRow,
  definition: Definition,
  { settings }: Connector,
): Promise<void> {
  const of = { integrationId: row.integration_id, customerId: row.customer_id };
  const internal = await loadInternalValues(tx, of);
  const [first] = checkAnswers(questionsOf(definition, settings), settings, answersOf(row), internal).problems;
  if (!first) return;
  throw new AppError('conflict', `It can’t start yet. ${first.message}`, {
    field: first.name,
    remedy: 'Go back and answer it; where it is not asked, the people who offer this have to set it for you.',
  });
}

/** The customer leaves: an access that was given meanwhile is taken back. */
export async function cancelConnect(tx: TenantTx, id: ConnectId, clock: Clock): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  if (row.installation_id && !row.connection_id)
    await discardSetup(tx, await getInstallation(tx, row.installation_id), clock.now());
  await revokeFavours(tx, id, clock.now());
  return moveConnect(tx, row, 'cancelled', { pending: null, handoffHash: null });
}
