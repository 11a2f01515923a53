import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { createDatabase } from '#server/db/create-database.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { env, resetEnv } from '#server/env.ts';
import { masterKey } from '#server/keys/key-provider.ts';

export interface OpenedDatabase {
  ownerUrl: string;
  /** The embedded server's own address for another database of it; undefined where the operator brought a server. */
  adminUrl?: (database: string) => string;
  stop(): Promise<void>;
}

const name = 'portico';

/** The operator's database, or the embedded one in the data folder. */
export async function openDatabase(onProgress: (sentence: string) => void): Promise<OpenedDatabase> {
  const { DATABASE_URL, PORTICO_DATA } = env();
  if (DATABASE_URL) return { ownerUrl: DATABASE_URL, stop: async () => undefined };
  const password = createHmac('sha256', masterKey().reveal()).update('embedded database').digest('base64url');
  const server = await startEmbeddedPostgres({ dataDir: join(PORTICO_DATA, 'postgres'), password, onProgress });
  await createDatabase(server.url, name);
  const ownerUrl = server.adminUrl(name);
  // From here on this process, and whatever it bundles, reads the address like one that an operator set.
  process.env.DATABASE_URL = ownerUrl;
  resetEnv();
  return { ownerUrl, adminUrl: (database) => server.adminUrl(database), stop: () => server.stop() };
}
