import { isAppCallError } from '#connectors/kit/index.ts';
import type { Clock } from '#server/clock.ts';
import { type EmbedSession, withEmbedSession } from '#server/embed/embed-session.ts';
import { AppError } from '#server/errors.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { checkAccount } from './check-account.ts';
import { type ConnectId, lockOpenConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { settleAuthorized } from './settle-authorized.ts';

/** Connects with what the customer filled in: tried at once, stored only if it works. What is wrong is told at its field. */
export async function submitCredentials(
  session: EmbedSession,
  id: ConnectId,
  fields: Record<string, unknown>,
  clock: Clock,
): Promise<ConnectRow> {
  const { connector } = await withEmbedSession(session, async (tx) => {
    const row = await lockOpenConnect(tx, id, clock);
    return { connector: await getConnector((await getIntegration(tx, row.integration_id)).connector) };
  });
  const { auth, name } = connector.connector;
  if (auth.kind !== 'database')
    throw new AppError('bad_request', `${name} is connected in its own window.`, {
      remedy: 'Open the window of the step “Connect”.',
    });
  const parsed = auth.fields.safeParse(fields);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('invalid', issue?.message ?? 'Something is missing.', {
      field: issue?.path.join('.'),
      remedy: 'Correct this field.',
    });
  }
  const credential: Credential = { kind: 'fields', fields: parsed.data };
  const account = await checkAccount({ connector, credential, learnt: {}, values: {} }).catch((error: unknown) => {
    if (!isAppCallError(error)) throw error;
    throw new AppError('app_refused', error.message, {
      cause: error,
      field: error.details.field,
      remedy: 'Check what you filled in, and try again.',
    });
  });
  return withEmbedSession(session, async (tx) =>
    settleAuthorized(
      tx,
      await lockOpenConnect(tx, id, clock),
      { credential, grantedScopes: [], learnt: {}, account },
      clock.now(),
    ),
  );
}
