import { isAppCallError } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import type { Clock } from '#server/clock.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { type EmbedSession, withEmbedSession } from '#server/embed/embed-session.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadInternalValues } from '#server/integrations/internal-values.ts';
import { effectiveAnswers, questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { chosenSyncs } from './choices.ts';
import { answersOf } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { pinnedBy } from './pinned-by.ts';

const patienceMs = 10_000;
const mostAsked = 6;

/**
 * How many of each there are that is about to be copied, where the app tells with its first page. It is for a sentence: what
 * can't be asked is not counted, and nothing fails for it.
 */
export async function countObjects(
  session: EmbedSession,
  row: ConnectRow,
  clock: Clock,
): Promise<{ counts: { key: string; total: number | null }[] }> {
  const { installation_id } = row;
  const found = await withEmbedSession(session, async (tx) => {
    const connection = installation_id ? await findConnectionOfInstallation(tx, installation_id) : undefined;
    if (!connection) return undefined;
    const scope = await loadConnectionScope(tx, connection.id);
    const definition = await loadDefinition(tx, pinnedBy(row, await getIntegration(tx, row.integration_id)));
    const questions = questionsOf(definition, scope.access.connector.connector.settings);
    const of = { integrationId: row.integration_id, customerId: row.customer_id };
    const answers = effectiveAnswers(questions, answersOf(row), await loadInternalValues(tx, of));
    return { scope, answers, chosen: chosenSyncs(definition, row).filter(({ on }) => on) };
  });
  if (!found) return { counts: [] };
  const { scope, answers, chosen } = found;
  const { connector } = scope.access.connector;
  const settings = connector.settings.safeParse(answers);
  if (!settings.success) return { counts: [] };
  const tenant = { environmentId: session.environmentId };
  const { id: connectionId, customer_id: customerId } = scope.connection;
  const context = createContext({
    access: scope.access,
    source: credentialSource({ tenant, connectionId, clock }),
    budgets: connectionBudgets({ tenant, connectionId, customerId }),
    settings: settings.data,
    learnt: scope.learnt,
    signal: AbortSignal.timeout(patienceMs),
    patience: 'interactive',
  });
  const count = async ({ key, sync }: (typeof chosen)[number]) => {
    // What goes back only a while is fewer than the app counts.
    const object = sync.backfillDays === undefined ? connector.objects[sync.object] : undefined;
    if (!object) return { key, total: null };
    try {
      const page = await object.pull(context as never, { mode: 'full', cursor: null, watermark: null, limit: 1 });
      return { key, total: page.total ?? null };
    } catch (error) {
      if (!isAppCallError(error)) throw error;
      return { key, total: null };
    }
  };
  try {
    return { counts: await Promise.all(chosen.slice(0, mostAsked).map(count)) };
  } finally {
    await context.close();
  }
}
