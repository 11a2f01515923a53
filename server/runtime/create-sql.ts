import {
  AppCallError,
  type ConnectorSql,
  type DatabaseAddress,
  isAppCallError,
  type SqlResult,
} from '#connectors/kit/index.ts';
import { abortError } from '#server/http/network-error.ts';
import type { Access } from './access.ts';
import type { CallRecord, CredentialSource } from './create-context.ts';
import type { Credential } from './credential.ts';
import { type RetryPolicy, withRetries } from './retry.ts';
import { isUndone, sqlError } from './sql-error.ts';
import { openSession, type SqlParameters, type SqlRow, type SqlSession } from './sql-session.ts';

interface SqlInput {
  access: Access;
  source: CredentialSource;
  policy: RetryPolicy;
  onCall: (call: CallRecord) => void;
}

/** Speaks to a customer's database over one connection, opened at the first question. */
export function createSql(input: SqlInput): ConnectorSql & { close(): Promise<void> } {
  const { access, source, policy, onCall } = input;
  let session: Promise<SqlSession> | undefined;
  // One statement at a time: they share the connection, and each runs in a transaction of its own.
  let latest: Promise<unknown> = Promise.resolve();

  let isClosed = false;

  const drop = (): void => {
    void session?.then((open) => open.destroy()).catch(() => undefined);
    session = undefined;
  };
  policy.signal.addEventListener('abort', drop, { once: true });

  function open(address: DatabaseAddress): Promise<SqlSession> {
    if (session !== undefined) return session;
    // Only the current one is forgotten: an older one may be reported lost after its successor was opened.
    const forgetThis = () => {
      if (session === opening) session = undefined;
    };
    const opening = openAs(access, source, address, forgetThis);
    opening.catch(forgetThis);
    session = opening;
    return opening;
  }

  async function ask<T>(question: (session: SqlSession) => Promise<T>): Promise<T> {
    const address = addressOf(access, await source.get());
    const at = `${address.user}@${address.host}:${address.port}/${address.database}`;
    if (policy.signal.aborted) throw abortError(policy.signal.reason, address.host);
    // A page that is read ahead may still be asking when its run has ended: it must not open anything again.
    if (isClosed) throw new AppCallError('The run that asked this has ended.', { class: 'internal', code: 'closed' });
    try {
      return await question(await open(address));
    } catch (error) {
      if (policy.signal.aborted) throw abortError(policy.signal.reason, address.host);
      const translated = sqlError(error, at, address.host);
      const isUsable = translated.details.appMessage !== undefined && translated.details.class !== 'app_down';
      if (!isUsable) drop();
      throw translated;
    }
  }

  async function recorded<T>(work: () => Promise<T>, rowsOf: (answer: T) => SqlRow[]): Promise<T> {
    const started = performance.now();
    const { host, port, database } = addressOf(access, await source.get());
    const record: CallRecord = {
      method: 'SQL',
      host: `${host}:${port}`,
      path: database,
      status: null,
      durationMs: 0,
      bytesIn: 0,
      retries: 0,
    };
    try {
      const answer = await withRetries(work, policy, () => {
        record.retries += 1;
      });
      record.bytesIn = rowsOf(answer).reduce(
        (sum, row) => sum + Object.values(row).reduce((size, value) => size + (value?.length ?? 0), 0),
        0,
      );
      return answer;
    } finally {
      record.durationMs = performance.now() - started;
      onCall(record);
    }
  }

  /** Only ever reading, a question can be repeated. */
  const query = (statement: string, parameters: SqlParameters): Promise<SqlRow[]> =>
    recorded(
      () => ask((one) => one.query(statement, parameters)),
      (rows) => rows,
    );

  async function execute(statement: string, parameters: SqlParameters, repeatable: boolean): Promise<SqlResult> {
    const attempt = async () => {
      let isSent = false;
      try {
        return await ask((one) => one.execute(statement, parameters, () => (isSent = true)));
      } catch (error) {
        throw repeatable || !isSent || isUndone(error) ? error : new MayHaveTakenEffect(error);
      }
    };
    try {
      return await recorded(attempt, ({ rows }) => rows);
    } catch (error) {
      throw error instanceof MayHaveTakenEffect ? error.cause : error;
    }
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const answer = latest.then(work);
    latest = answer.catch(() => undefined);
    return answer;
  }

  return {
    query: (statement, parameters = []) => inTurn(() => query(statement, parameters)),
    execute: (statement, parameters = [], { repeatable = false } = {}) =>
      inTurn(() => execute(statement, parameters, repeatable)),
    async address() {
      const { password: _, ...address } = addressOf(access, await source.get());
      return address;
    },
    async close() {
      policy.signal.removeEventListener('abort', drop);
      isClosed = true;
      const last = session;
      session = undefined;
      await last?.then((one) => one.end()).catch(() => undefined);
    },
  };
}

/** Keeps a statement from being repeated that may have been carried out before its answer was lost. */
class MayHaveTakenEffect extends Error {
  constructor(cause: unknown) {
    super('The statement may have taken effect.', { cause });
  }
}

/** A log-in that the database refuses is told to the source, which may know a newer credential. */
async function openAs(
  access: Access,
  source: CredentialSource,
  address: DatabaseAddress,
  onLost: () => void,
): Promise<SqlSession> {
  try {
    return await openSession(address, onLost);
  } catch (error) {
    const refused = sqlError(
      error,
      `${address.user}@${address.host}:${address.port}/${address.database}`,
      address.host,
    );
    if (refused.details.class !== 'auth') throw refused;
    const newer = await source.refused(await source.get(), refused).catch((cause: unknown) => {
      // The database's own words say more than that there is no other credential.
      throw isAppCallError(cause) && cause.details.class === 'auth' ? refused : cause;
    });
    return openSession(addressOf(access, newer), onLost);
  }
}

function addressOf({ auth, connector }: Access, credential: Credential): DatabaseAddress {
  if (auth.kind === 'database' && credential.kind === 'fields') {
    return auth.connect(auth.fields.parse(credential.fields));
  }
  throw new AppCallError(`The connector of ${connector.connector.name} is not connected to a database.`, {
    class: 'internal',
    code: 'no_database',
  });
}
