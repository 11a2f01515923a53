import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import { createDatabase, dropDatabase } from './create-database.ts';
import { closeDatabase } from './pool.ts';

interface TestDatabase {
  /** Connects as the owner of the tables, past row level security only where a policy allows it. */
  ownerUrl(): string;
  /** SQL as the owner, for what a test must see or break from outside. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** Gives this test file a database of its own, cloned from the migrated template, and drops it at the end. A pool left open fails the drop. */
export function testDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(inject('testServerUrl'));
  url.pathname = `/${name}`;
  let owner: pg.Pool | undefined;

  beforeAll(async () => {
    await createDatabase(inject('testServerUrl'), name, 'portico_template');
    process.env.DATABASE_URL = url.toString();
    resetEnv();
    owner = new pg.Pool({ connectionString: url.toString(), max: 2 });
    owner.on('error', () => undefined);
  });

  afterAll(async () => {
    await closeBoss();
    await closeDatabase();
    await owner?.end();
    await dropDatabase(inject('testServerUrl'), name);
  });

  return {
    ownerUrl: () => url.toString(),
    async sql(text, values = []) {
      if (!owner) throw new Error('The test database is made in beforeAll.');
      return (await owner.query(text, values)).rows;
    },
  };
}
