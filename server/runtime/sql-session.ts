import pg from 'pg';
import { z } from 'zod';
import type { DatabaseAddress, SqlResult } from '#connectors/kit/index.ts';
import { guardedSocket } from '#server/http/guarded-socket.ts';

/** One connection to a customer's database. */
export interface SqlSession {
  query(statement: string, parameters: SqlParameters): Promise<SqlRow[]>;
  /** In a transaction that may write. `onSent` is called when the statement leaves: from then on it may have taken effect. */
  execute(statement: string, parameters: SqlParameters, onSent: () => void): Promise<SqlResult>;
  /** Ends at once, also in the middle of a statement; the server ends that by its own time limit. */
  destroy(): void;
  end(): Promise<void>;
}

export type SqlRow = Record<string, string | null>;
export type SqlParameters = readonly (string | number | null)[];

const connectTimeoutMs = 10_000;
const statementTimeoutMs = 30_000;
// A server that is cut off from us never says that its own limit was reached.
const silenceMs = statementTimeoutMs + 10_000;
const goodbyeMs = 1_000;
const rowsSchema = z.array(z.record(z.string(), z.string().nullable()));

// Set for each transaction and not for the session: behind a pooler the next statement may meet another session.
const begin = (mode: 'read only' | 'read write') => `begin transaction ${mode};
  set local statement_timeout = ${statementTimeoutMs};
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex';
  set local extra_float_digits = 1`;

export async function openSession(address: DatabaseAddress, onLost: () => void): Promise<SqlSession> {
  const { host, port, database, user, password } = address;
  const socket = await guardedSocket(host, port, connectTimeoutMs);
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    // A function, because an empty text would be replaced by this machine's own PGPASSWORD or .pgpass.
    password: () => password,
    ssl: address.tls === 'off' ? false : { rejectUnauthorized: address.tls === 'verify' },
    stream: () => alreadyConnected(socket),
    application_name: 'Portico',
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: silenceMs,
    // Everything arrives as the text that the database prints: numbers keep their digits, times their microseconds.
    types: { getTypeParser: () => (text: string) => text },
  });
  client.on('error', onLost);
  const destroy = () => socket.destroy();
  try {
    await client.connect();
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    query: (statement, parameters) => read(client, statement, parameters),
    execute: (statement, parameters, onSent) => write(client, { statement, parameters, onSent }),
    destroy,
    async end() {
      const timer = setTimeout(destroy, goodbyeMs);
      await client.end().finally(() => clearTimeout(timer));
    },
  };
}

async function read(client: pg.Client, statement: string, parameters: SqlParameters): Promise<SqlRow[]> {
  await client.query(begin('read only'));
  try {
    const { rows } = await client.query(oneStatement(statement, parameters));
    await client.query('rollback');
    return rowsSchema.parse(rows);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

interface Write {
  statement: string;
  parameters: SqlParameters;
  onSent: () => void;
}

async function write(client: pg.Client, { statement, parameters, onSent }: Write): Promise<SqlResult> {
  await client.query(begin('read write'));
  onSent();
  try {
    const { rows, rowCount } = await client.query(oneStatement(statement, parameters));
    // Deferred constraints speak up here; what they refuse is undone as a whole.
    await client.query('commit');
    return { rows: rowsSchema.parse(rows), affected: rowCount ?? 0 };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The extended protocol takes one statement only: nothing can be appended to what the connector wrote. */
const oneStatement = (text: string, parameters: SqlParameters): pg.QueryConfig & { queryMode: 'extended' } => ({
  text,
  values: [...parameters],
  queryMode: 'extended',
});

/** pg wants to connect by itself, which would ask for the address anew; this one is connected to the address that was checked. */
function alreadyConnected(socket: Awaited<ReturnType<typeof guardedSocket>>) {
  return Object.assign(socket, {
    connect: () => {
      process.nextTick(() => socket.emit('connect'));
      return socket;
    },
  });
}
