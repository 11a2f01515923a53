import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import pg from 'pg';
import { env } from '#server/env.ts';
import { log } from '#server/log.ts';
import { appUrl } from './app-role.ts';
import type { Database } from './database.ts';
import { type Entering, EnteringDialect } from './entering-dialect.ts';

const int8 = 20;
const types = new pg.TypeOverrides();
// Our bigints are counters (streams, change numbers): they stay below 2^53 and are handled as numbers.
types.setTypeParser(int8, (text: string) => Number(text));

const idleInTransactionMs = 60_000;

export function createPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'portico',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // A worker that is frozen within a page would hold its stream's lock for as long as it sleeps.
    idle_in_transaction_session_timeout: idleInTransactionMs,
  });
  // An idle connection that breaks (database restarted) is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn('An idle database connection was lost; the pool replaces it.', { error }));
  // The same for a connection in use: its query or the next one tells whoever is using it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

interface Handle {
  pool: pg.Pool;
  db: Kysely<Database>;
  entering: Entering;
}

// One pool a process, also when a bundler loads this module twice.
const slot = Symbol.for('portico.database');
const holder = globalThis as unknown as Record<symbol, Handle | undefined>;

function open(): Handle {
  const existing = holder[slot];
  if (existing) return existing;
  const pool = createPool(appUrl(), env().DATABASE_POOL);
  const entering: Entering = new AsyncLocalStorage();
  const handle = { pool, entering, db: new Kysely<Database>({ dialect: new EnteringDialect({ pool }, entering) }) };
  holder[slot] = handle;
  return handle;
}

/** The app's own connections. Only server/db may import this: everything else goes through `withTenant` or `controlDb`. */
export const rawDb = (): Kysely<Database> => open().db;
export const rawPool = (): pg.Pool => open().pool;

/**
 * Runs `begin`, which begins one transaction, so that the transaction says `settings` in the same breath: one wait for the
 * database less in everything that Portico does. What is within the transaction (`inside`) knows nothing of it.
 */
export const enterWith = <T>(settings: string, begin: () => Promise<T>): Promise<T> =>
  open().entering.run(settings, begin);
export const inside = <T>(act: () => Promise<T>): Promise<T> => open().entering.run(undefined, act);

export async function closeDatabase(): Promise<void> {
  const handle = holder[slot];
  holder[slot] = undefined;
  await handle?.db.destroy();
}
