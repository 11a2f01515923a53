import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase } from '#server/db/create-database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { findRunningServer } from '#server/db/embedded/running-server.ts';
import { env, resetEnv } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { masterKey, previousMasterKey } from '#server/keys/key-provider.ts';
import type { Secret } from '#server/secrets.ts';

export interface OpenedDatabase {
  ownerUrl: string;
  /** The embedded server's own address for another database of it; undefined where the operator brought a server. */
  adminUrl?: (database: string) => string;
  stop(): Promise<void>;
}

const name = 'portico';

const embeddedFolder = () => join(env().PORTICO_DATA, 'postgres');
const embeddedPassword = (key: Secret<Buffer> = masterKey()) =>
  createHmac('sha256', key.reveal()).update('embedded database').digest('base64url');

function use(ownerUrl: string): void {
  // From here on this process, and whatever it bundles, reads the address like one that an operator set.
  process.env.DATABASE_URL = ownerUrl;
  resetEnv();
}

/** For a worker beside a Portico that brought its own PostgreSQL: the address of that one. Whether there is one to use. */
export function joinRunningDatabase(): boolean {
  if (env().DATABASE_URL) return true;
  const urlOf = findRunningServer(embeddedFolder(), embeddedPassword());
  if (urlOf) use(urlOf(name));
  return urlOf !== undefined;
}

/** The operator's database, or the embedded one in the data folder. */
export async function openDatabase(onProgress: (sentence: string) => void): Promise<OpenedDatabase> {
  const { DATABASE_URL } = env();
  if (DATABASE_URL) return { ownerUrl: DATABASE_URL, stop: async () => undefined };
  const server = await startEmbedded(onProgress);
  await createDatabase(server.url, name);
  const ownerUrl = server.adminUrl(name);
  use(ownerUrl);
  return { ownerUrl, adminUrl: (database) => server.adminUrl(database), stop: () => server.stop() };
}

/** Its password is derived from the key: where that has been changed, the password is changed too. */
async function startEmbedded(onProgress: (sentence: string) => void): Promise<EmbeddedPostgres> {
  const start = (password: string) => startEmbeddedPostgres({ dataDir: embeddedFolder(), password, onProgress });
  try {
    return await start(embeddedPassword());
  } catch (error) {
    const before = previousMasterKey();
    if (!before || !isWrongPassword(error)) throw error;
    const server = await start(embeddedPassword(before));
    try {
      await changePassword(server.url, embeddedPassword());
    } finally {
      await server.stop();
    }
    return start(embeddedPassword());
  }
}

const isWrongPassword = (error: unknown): boolean =>
  error instanceof AppError && error.cause instanceof pg.DatabaseError && error.cause.code === '28P01';

async function changePassword(url: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`alter role current_user password ${pg.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
}
