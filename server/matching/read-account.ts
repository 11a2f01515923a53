import type { Connector, ObjectField } from '#connectors/kit/index.ts';
import { isAppCallError } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import type { Clock } from '#server/clock.ts';
import type { ConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { createContext } from '#server/runtime/create-context.ts';

/** What an account looks like at this moment, read as its customer. */
export interface AccountRead {
  /** As the app describes them; null where it describes none (today). */
  described: ObjectField[] | null;
  /** Some of its rows, as the app sends them. */
  rows: unknown[];
  /** Why something could not be read, in the app's own words. */
  trouble: { sentence: string; remedy: string } | null;
}

interface ReadAccount {
  environmentId: EnvironmentId;
  scope: ConnectionScope;
  /** A key of the connector's objects. */
  object: string;
  settings: unknown;
  clock: Clock;
  /** When a run last asked for the fields: an answer of before does not count. */
  knownAt: string;
  /** An answer that is not older will do. */
  freshMs: number;
}

const readMs = 20_000;
const mostRows = 50;
const mostKept = 200;

/** Kept in memory alone, and for minutes: what is tried again and again while somebody types is read once. */
const kept = new Map<string, { at: number; read: Promise<AccountRead> }>();

export function readAccount(input: ReadAccount): Promise<AccountRead> {
  const { environmentId, scope, object, settings, clock, knownAt, freshMs } = input;
  const key = JSON.stringify([environmentId, scope.connection.id, object, settings, knownAt]);
  const now = clock.now().getTime();
  const known = kept.get(key);
  if (known && now - known.at < freshMs) return known.read;
  kept.delete(key);
  for (const oldest of kept.keys()) {
    if (kept.size < mostKept) break;
    kept.delete(oldest);
  }
  const read = readNow(input);
  kept.set(key, { at: now, read });
  const forget = () => kept.get(key)?.read === read && kept.delete(key);
  // What went wrong is asked again the next time.
  read.then(({ trouble }) => trouble && forget(), forget);
  return read;
}

async function readNow({ environmentId, scope, object: name, settings, clock }: ReadAccount): Promise<AccountRead> {
  const tenant = { environmentId };
  const { connector } = scope.access.connector;
  const { id: connectionId, customer_id: customerId } = scope.connection;
  const object = connector.objects[name];
  if (!object) throw new Error(`The connector ${scope.connection.connector} has no object ${name}.`);
  const context = createContext({
    access: scope.access,
    source: credentialSource({ tenant, connectionId, clock }),
    budgets: connectionBudgets({ tenant, connectionId, customerId }),
    settings: connector.settings.safeParse(settings).data ?? {},
    learnt: scope.learnt,
    signal: AbortSignal.timeout(readMs),
    patience: 'interactive',
  });
  const troubles: AccountRead['trouble'][] = [];
  const attempt = async <T>(what: string, act: () => Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      log.info('An account could not be looked at.', { connectionId, error });
      troubles.push(explained(connector, what, error));
      return null;
    }
  };
  try {
    const described = object.describe
      ? await attempt('the fields', () => object.describe?.(context as never) ?? Promise.resolve([]))
      : null;
    const pull = { mode: 'full' as const, cursor: null, watermark: null, limit: mostRows };
    const page = await attempt(object.label, () => object.pull(context as never, pull));
    return {
      described: described && described.length > 0 ? described : null,
      rows: page?.rows.slice(0, mostRows) ?? [],
      trouble: troubles[0] ?? null,
    };
  } finally {
    await context.close();
  }
}

function explained({ name }: Connector, what: string, error: unknown): AccountRead['trouble'] {
  if (!isAppCallError(error))
    return { sentence: `${name} did not answer with ${what} in time.`, remedy: 'Try again in a moment.' };
  const { class: of, appMessage } = error.details;
  const said = appMessage ? `${name} says: “${appMessage}”` : error.message;
  if (of === 'permission' || of === 'auth')
    return {
      sentence: `${name} does not let this account see ${what}. ${said}`,
      remedy: `Ask an admin of ${name} for access, or connect an account that has it.`,
    };
  return { sentence: `${name} did not give ${what}. ${said}`, remedy: 'Try again in a moment.' };
}
