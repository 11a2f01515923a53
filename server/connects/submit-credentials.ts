import { type AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { loadAccess } from '#server/catalog/load-access.ts';
import type { Clock } from '#server/clock.ts';
import { type EmbedSession, withEmbedSession } from '#server/embed/embed-session.ts';
import { AppError } from '#server/errors.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { type Access, fieldsOf, openFields, usesPopup } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { admitAccount } from './admit-account.ts';
import { beforeOf, type ConnectId, lockOpenConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { countTry } from './count-try.ts';
import { isPassing } from './failures.ts';
import { settleAuthorized } from './settle-authorized.ts';

/** Connects with what the customer filled in: tried at once, stored only if it works. What is wrong is told at its field. */
export async function submitCredentials(
  session: EmbedSession,
  id: ConnectId,
  fields: Record<string, unknown>,
  clock: Clock,
): Promise<ConnectRow> {
  const { row, access } = await withEmbedSession(session, async (tx) => {
    const open = await lockOpenConnect(tx, id, clock);
    const { connector } = await getIntegration(tx, open.integration_id);
    return {
      row: open,
      access: await loadAccess(tx, { connector, accountType: open.account_type, learnt: beforeOf(open) }),
    };
  });
  requireForm(row, access);
  const parsed = parseFields(access, fields);
  await countTry(session);
  const answered = { ...beforeOf(row), ...openFields(access.auth, parsed) };
  const asked: Access = { ...access, values: { ...access.values, ...answered } };
  const authorized = await tryOut(asked, async () => {
    const credential = await credentialOf(asked, parsed, clock);
    const { account_type: accountType } = row;
    return admitAccount({ access: asked, accountType, credential, answered, grantedScopes: [], learnt: {} });
  });
  return withEmbedSession(session, async (tx) =>
    settleAuthorized(tx, await lockOpenConnect(tx, id, clock), authorized, clock.now()),
  );
}

function requireForm({ stage }: ConnectRow, { auth, connector }: Access): void {
  if (usesPopup(auth))
    throw new AppError('bad_request', `${connector.connector.name} is connected in its own window.`, {
      remedy: 'Open the window of the step “Connect”.',
    });
  if (stage === 'authorize') return;
  throw new AppError('conflict', `Connecting is at “${stage}”, not at its form.`, {
    remedy: 'Read where it is, and go on from there.',
  });
}

function parseFields({ auth }: Access, fields: Record<string, unknown>): Record<string, unknown> {
  const form = fieldsOf(auth);
  if (!form) return {};
  const parsed = form.fields.safeParse(fields);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('invalid', issue?.message ?? 'Something is missing.', {
    field: issue?.path.join('.'),
    remedy: 'Correct this field.',
  });
}

async function credentialOf(access: Access, fields: Record<string, unknown>, clock: Clock): Promise<Credential> {
  if (access.auth.kind === 'none') return { kind: 'none' };
  return obtainCredential({ access, fields, now: clock.now() });
}

/** What the app says to it, in its own words, at the field where one is known. */
async function tryOut<T>(access: Access, act: () => Promise<T>): Promise<T> {
  const { name } = access.connector.connector;
  try {
    return await act();
  } catch (error) {
    if (!isAppCallError(error)) throw told(error, access);
    if (isPassing(error)) {
      throw new AppError('app_down', `${name} could not be asked. ${error.message}`, {
        cause: error,
        field: fieldIn(access, error.details.field),
        remedy: 'Check the address, if you have filled in one; otherwise try again in a minute.',
      });
    }
    const { field } = error.details;
    throw new AppError('app_refused', wordsOf(name, error), {
      cause: error,
      field: fieldIn(access, field),
      remedy: 'Check what you filled in, and try again.',
    });
  }
}

/** What an app says stands for itself. A sentence of ours that explains it (of a database, a file server) says more. */
function wordsOf(app: string, { message, details: { appMessage, code } }: AppCallError): string {
  const isOwn = appMessage !== undefined && code !== 'web_page' && message.endsWith(`: ${appMessage}`);
  return isOwn ? `${app} says: “${appMessage}”` : message;
}

/** A template that can't be filled is the fault of a field where the form asks for its value. */
function told(error: unknown, access: Access): unknown {
  if (!(error instanceof AppError) || error.code !== 'misconfigured') return error;
  const field = fieldIn(access, error.field);
  if (field === undefined) return error;
  return new AppError('invalid', error.message, { cause: error, field, remedy: error.remedy });
}

function fieldIn({ auth }: Access, name: string | undefined): string | undefined {
  return name !== undefined && name in (fieldsOf(auth)?.fields.shape ?? {}) ? name : undefined;
}
