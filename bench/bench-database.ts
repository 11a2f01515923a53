import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase } from '#server/db/create-database.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { closeDatabase } from '#server/db/pool.ts';
import { resetEnv } from '#server/env.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import type { Endings } from './endings.ts';

const name = 'portico';
// One for the whole process, which keeps the key that it has once read.
const key = randomBytes(32).toString('base64');

/** A migrated PostgreSQL with its durability on, in a folder of its own; this process works on it. Gives the owner's connection. */
export async function openBenchDatabase(endings: Endings): Promise<pg.Client> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  endings.add(() => rm(dataDir, { recursive: true, force: true, maxRetries: 10 }));
  const server = await startEmbeddedPostgres({ dataDir, password: randomBytes(12).toString('hex') });
  endings.add(() => server.stop());
  await createDatabase(server.url, name);
  const before = { ...process.env };
  const settings = {
    DATABASE_URL: server.adminUrl(name),
    PORTICO_KEY: key,
    PORTICO_LOG: 'silent',
    PORTICO_WORKER_SLOTS: '0',
  };
  Object.assign(process.env, settings);
  resetEnv();
  // The next part starts programs of its own, on databases of their own.
  endings.add(() => {
    for (const variable of Object.keys(process.env)) if (!(variable in before)) delete process.env[variable];
    Object.assign(process.env, before);
    resetEnv();
  });
  await migrate({ ownerUrl: server.adminUrl(name) });
  const owner = new pg.Client({ connectionString: server.adminUrl(name) });
  await owner.connect();
  endings.add(async () => {
    await owner.end();
    await closeBoss();
    await closeDatabase();
  });
  return owner;
}
