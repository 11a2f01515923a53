import pg from 'pg';
import { AppCallError, type ErrorClass, isAppCallError } from '#connectors/kit/index.ts';
import { networkError } from '#server/http/network-error.ts';

/** A statement that ran into its time limit: the same one would run into it again. */
export const statementTimeoutCode = '57014';

interface Meaning {
  class: ErrorClass;
  sentence: (database: string) => string;
  field?: string;
}

const byCode: Record<string, Meaning> = {
  '28P01': { class: 'auth', sentence: (at) => `${at} does not accept this user name and password.` },
  '28000': { class: 'auth', sentence: (at) => `${at} does not let this user in from here.` },
  '3D000': { class: 'invalid', field: 'database', sentence: (at) => `There is no such database: ${at}.` },
  '42501': {
    class: 'permission',
    sentence: (at) =>
      `The user may not do this in ${at}. Reading needs SELECT, writing INSERT, UPDATE or DELETE: grant it.`,
  },
  '42P01': {
    class: 'invalid',
    field: 'table',
    sentence: (at) => `The table is no longer in ${at}. Choose another one.`,
  },
  '3F000': {
    class: 'invalid',
    field: 'table',
    sentence: (at) => `The schema is no longer in ${at}. Choose another table.`,
  },
  '42703': {
    class: 'invalid',
    field: 'column',
    sentence: (at) => `A column is no longer in ${at}. Choose another one.`,
  },
  '25006': {
    class: 'permission',
    sentence: (at) => `Nothing can be written here: ${at} is read-only, or this was a question, which only reads.`,
  },
  '23502': { class: 'invalid', sentence: (at) => `${at} wants a value in a column that was left empty.` },
  '23503': {
    class: 'invalid',
    sentence: (at) => `${at} has no row that this one points to, or has rows that point here.`,
  },
  '23505': { class: 'conflict', sentence: (at) => `${at} has another row with this value already.` },
  '23P01': { class: 'conflict', sentence: (at) => `${at} has another row that excludes this one.` },
  '40001': { class: 'timeout', sentence: (at) => `Somebody else changed the same rows of ${at} at the same time.` },
  '40P01': { class: 'timeout', sentence: (at) => `${at} gave this up: two transactions waited for each other.` },
  '55P03': { class: 'timeout', sentence: (at) => `Somebody else holds the rows of ${at} that this needs.` },
  P0001: { class: 'invalid', sentence: (at) => `A rule inside ${at} refused this.` },
  [statementTimeoutCode]: {
    class: 'timeout',
    sentence: (at) => `A question to ${at} took too long and was given up. An index may be missing.`,
  },
};

// https://www.postgresql.org/docs/current/errcodes-appendix.html: the first two characters are the kind.
const byKind: Record<string, Meaning> = {
  '08': { class: 'network', sentence: (at) => `The connection to ${at} failed.` },
  '22': { class: 'invalid', sentence: (at) => `${at} can't read a value of the question.` },
  '23': { class: 'invalid', sentence: (at) => `A rule of the table in ${at} refused this.` },
  '28': { class: 'auth', sentence: (at) => `${at} does not let this user in.` },
  '44': { class: 'invalid', sentence: (at) => `The view in ${at} does not take this row.` },
  '42': { class: 'internal', sentence: (at) => `${at} does not understand the connector's question.` },
  '53': { class: 'app_down', sentence: (at) => `${at} has no room for another connection at the moment.` },
  '57': { class: 'app_down', sentence: (at) => `${at} is shutting down or starting.` },
};

/** What a database said, as people read it. `at` names the database, without a password. */
export function sqlError(error: unknown, at: string, host: string): AppCallError {
  if (isAppCallError(error)) return error;
  if (error instanceof pg.DatabaseError) return ofDatabase(error, at);
  const text = error instanceof Error ? error.message : String(error);
  if (/does not support SSL/.test(text)) {
    return failure(
      'network',
      'tls_unsupported',
      `${host} offers no encrypted connection. Switch TLS on at the server, or choose "off" if the way to it is private.`,
      error,
    );
  }
  if (/SASL|SCRAM|password must be a/i.test(text)) {
    return failure('auth', 'password', `${at} does not accept this password.`, error);
  }
  if (/timeout/i.test(text)) return failure('timeout', 'timeout', `${at} did not answer in time.`, error);
  if (error instanceof Error && 'code' in error) return networkError(error, host);
  return failure(
    'network',
    'connection_lost',
    `${at} closed the connection. Check that a PostgreSQL server answers there.`,
    error,
  );
}

function ofDatabase(error: pg.DatabaseError, at: string): AppCallError {
  const code = error.code ?? 'unknown';
  const meaning = byCode[code] ??
    byKind[code.slice(0, 2)] ?? { class: 'protocol', sentence: () => `${at} refused the question (${code}).` };
  return new AppCallError(meaning.sentence(at), {
    class: meaning.class,
    code,
    appMessage: error.message,
    field: error.column ?? columnIn(error) ?? meaning.field,
    cause: error,
  });
}

/** A unique or foreign key names its columns in the detail alone: `Key (email)=(…) already exists.` */
function columnIn({ code = '', detail = '' }: pg.DatabaseError): string | undefined {
  if (!code.startsWith('23')) return undefined;
  return /^Key \(("?)([^"(),]+)\1[,)]/.exec(detail)?.[2];
}

/** The database itself took the transaction back: nothing of it is left, whatever it was. */
export function isUndone(error: unknown): boolean {
  return isAppCallError(error) && ['40001', '40P01', '55P03'].includes(error.details.code ?? '');
}

function failure(errorClass: ErrorClass, code: string, message: string, cause: unknown): AppCallError {
  return new AppCallError(message, { class: errorClass, code, cause });
}
