import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedConnection } from '#server/connections/figures/test-connection.ts';
import { startTokenServer, type TestTokenServer } from '#server/connections/figures/test-token-server.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';

const database = testDatabase();
const run = promisify(execFile);
const script = join(import.meta.dirname, 'talkative-process.ts');
const connectors = join(import.meta.dirname, '../../connections/figures/connectors');
const each = 40;
let server: TestTokenServer;

beforeAll(async () => {
  server = await startTokenServer({ atReuse: 'refused', expiresIn: 3600 });
  process.env.PORTICO_CONNECTORS = connectors;
  process.env.PORTICO_EGRESS_ALLOW = `127.0.0.1:${server.port}`;
  resetEnv();
});
afterAll(() => server.close());

test('the log of renewals that work, are refused, and can not be stored holds no token', async () => {
  const targets: string[] = [];
  for (let number = 0; number < each; number++) {
    const family = `log-${number}`;
    const seeded = await seedConnection({ server, connector: 'refusing', family, livesFor: -1 });
    if (number % 3 === 1) server.family(family).isRevoked = true;
    targets.push(`${seeded.environmentId}/${seeded.connectionId}/${['works', 'refused', 'spooled'][number % 3]}`);
  }
  const { stdout, stderr } = await run(process.execPath, [script, ...targets], {
    env: {
      ...process.env,
      PORTICO_LOG: 'trace',
      PORTICO_SPOOL: join(import.meta.dirname, `../../../.portico-test-${process.pid}-spool`),
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  const log = stdout + stderr;
  const found = log.match(/\b[ar]t\.log-\d+\.\d+|a secret of the OAuth app/g) ?? [];
  const lines = log.split('\n').filter((line) => line.startsWith('{')).length;
  process.stdout.write(`at rest: ${found.length} tokens in ${lines} lines of the log of ${each} renewals\n`);
  expect(lines).toBeGreaterThan(each / 3);
  expect(found).toEqual([]);
  const stored = await database.sql('select reason_detail from connection where reason_detail is not null');
  expect(stored.length).toBeGreaterThan(10);
  for (const row of stored) expect(row.reason_detail).not.toMatch(/\b[ar]t\.log/);
}, 120_000);
