import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServerUrl: string;
    testKey: string;
  }
}

export const templateDatabase = 'portico_template';

/** One PostgreSQL for the whole test run, with one migrated template; each test file clones it (`test-database.ts`). */
export default async function startTestServer(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-test-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    password: randomBytes(12).toString('hex'),
    ephemeral: true,
    maxConnections: 200,
  });
  const key = randomBytes(32).toString('base64');
  process.env.PORTICO_KEY = key;
  const { migrate } = await import('./migrate.ts');
  const { createDatabase } = await import('./create-database.ts');
  await createDatabase(server.url, templateDatabase);
  await migrate({ ownerUrl: server.adminUrl(templateDatabase) });
  project.provide('testServerUrl', server.url);
  project.provide('testKey', key);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
