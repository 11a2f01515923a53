import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import type { Clock } from '#server/clock.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import type { optionsAnswer } from '#server/embed/embed-schemas.ts';
import { type EmbedSession, withEmbedSession } from '#server/embed/embed-session.ts';
import { AppError, notFound } from '#server/errors.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { jsonSchema } from '#server/syncs/pass.ts';
import { parseJson } from '#server/trpc/page.ts';
import type { ConnectRow } from './connect.table.ts';

interface OptionsRequest {
  name: string;
  search: string;
  cursor?: string;
  /** The answers so far, as JSON: a choice of columns depends on the chosen table. */
  answers?: string;
  /** The folder that is looked into. */
  inside?: string;
}

const optionsMs = 15_000;

/** Reads live choices from the app as the connection that is being set up. */
export async function listOptions(
  session: EmbedSession,
  row: ConnectRow,
  request: OptionsRequest,
  clock: Clock,
): Promise<z.infer<typeof optionsAnswer>> {
  const { installation_id } = row;
  const scope = await withEmbedSession(session, async (tx) => {
    const connection = installation_id ? await findConnectionOfInstallation(tx, installation_id) : undefined;
    if (!connection)
      throw new AppError('conflict', 'The account is not connected yet.', { remedy: 'Connect it first.' });
    return loadConnectionScope(tx, connection.id);
  });
  const load = scope.access.connector.connector.options?.[request.name];
  if (!load) throw notFound('list of options', request.name);
  const tenant = { environmentId: session.environmentId };
  const { id: connectionId, customer_id: customerId } = scope.connection;
  const context = createContext({
    access: scope.access,
    source: credentialSource({ tenant, connectionId, clock }),
    budgets: connectionBudgets({ tenant, connectionId, customerId }),
    settings: {},
    learnt: scope.learnt,
    signal: AbortSignal.timeout(optionsMs),
    patience: 'interactive',
  });
  try {
    const { options, next } = await load(context, {
      search: request.search,
      cursor: decodeCursor(request.cursor),
      parent: readAnswers(request.answers),
      ...(request.inside !== undefined && { inside: request.inside }),
    });
    return { options, nextCursor: next === null ? null : Buffer.from(JSON.stringify(next)).toString('base64url') };
  } catch (error) {
    if (!isAppCallError(error)) throw error;
    const app = scope.access.connector.connector.name;
    throw new AppError('app_down', `${app} did not give its choices. ${error.message}`, {
      cause: error,
      remedy: 'Try again in a moment.',
    });
  } finally {
    await context.close();
  }
}

const answersSchema = z.record(z.string(), z.unknown());

function readAnswers(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  const parsed = answersSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new AppError('invalid', 'The answers so far are not a JSON object.', { field: 'answers' });
  const given = Object.entries(parsed.data).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function decodeCursor(cursor: string | undefined) {
  if (!cursor) return null;
  try {
    return jsonSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new AppError('invalid', 'This cursor was not made here.', {
      cause,
      field: 'cursor',
      remedy: 'Begin without a cursor.',
    });
  }
}
