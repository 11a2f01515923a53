import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secondsAfter, systemClock } from '#server/clock.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { sealedColumns } from '#server/keys/sealed-columns.ts';
import { seedSecrets } from '#server/keys/test-secrets.ts';
import type { SeededSync } from '#server/syncs/test-sync.ts';
import { checkConnection } from './check-connection.ts';
import { checkConnections } from './check-connections.job.ts';
import { listDueChecks } from './due-checks.queries.ts';
import { seedConnection } from './figures/test-connection.ts';
import { startTokenServer, type TestTokenServer } from './figures/test-token-server.ts';
import { tendConnections } from './tend-connections.job.ts';

const database = testDatabase();
let server: TestTokenServer;
let seeded: SeededSync;
let family = 0;

beforeAll(async () => {
  server = await startTokenServer({ atReuse: 'refused', expiresIn: 3600 });
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'figures/connectors');
  process.env.PORTICO_EGRESS_ALLOW = `127.0.0.1:${server.port}`;
  resetEnv();
});
afterAll(() => server.close());

beforeEach(async () => {
  server.options.me = undefined;
  family += 1;
  seeded = await seedConnection({ server, connector: 'refusing', family: `check-${family}`, livesFor: 3600 });
  await database.sql('update credential set checked_at = null where connection_id = $1', [seeded.connectionId]);
});

const check = () =>
  checkConnection({
    tenant: { environmentId: seeded.environmentId },
    connectionId: seeded.connectionId,
    clock: systemClock,
    signal: new AbortController().signal,
  });
const connection = async () =>
  (await database.sql('select status, reason, account_name from connection where id = $1', [seeded.connectionId]))[0];
const warnings = async () =>
  (
    await database.sql('select sentence from activity where installation_id = $1 order by id', [seeded.installationId])
  ).map((row) => row.sentence);
const checkedAt = async () =>
  (await database.sql('select checked_at from credential where connection_id = $1', [seeded.connectionId]))[0]
    ?.checked_at;

describe('the daily check', () => {
  test('of an access that works changes nothing but when it was checked', async () => {
    await check();
    expect(await connection()).toEqual({ status: 'active', reason: null, account_name: 'One' });
    expect(await warnings()).toEqual([]);
    expect(await checkedAt()).toBeInstanceOf(Date);
  });

  test('that lacks scopes waits for a person, who is told which', async () => {
    const challenge = 'Bearer error="insufficient_scope", scope="files:write mail"';
    server.options.me = { status: 403, body: {}, headers: { 'www-authenticate': challenge } };
    await check();
    expect(await connection()).toMatchObject({ status: 'needs_reauth', reason: 'missing_scope' });
    expect(await warnings()).toEqual([expect.stringContaining('(files:write, mail)')]);
  });

  test.each([
    [401, 'needs_reauth', 'revoked'],
    [403, 'needs_reauth', 'missing_scope'],
    [404, 'misconfigured', 'misconfigured'],
    [422, 'misconfigured', 'misconfigured'],
  ])('%i makes it %s, with the reason', async (status, becomes, reason) => {
    server.options.me = { status, body: { message: 'The app says why.' } };
    await check();
    await check();
    expect(await connection()).toMatchObject({ status: becomes, reason });
    expect(await warnings()).toHaveLength(1);
    expect(await checkedAt()).toBeInstanceOf(Date);
  });

  test.each([500, 503, 429, 0])('%i says nothing of the access, and changes nothing', async (status) => {
    server.options.me = { status, body: {} };
    await check();
    expect(await connection()).toMatchObject({ status: 'active', reason: null });
    expect(await warnings()).toEqual([]);
  });

  test('notices another account, and that it is the right one again', async () => {
    server.options.me = { status: 200, body: { id: '2', name: 'Two' } };
    await check();
    expect(await connection()).toMatchObject({ status: 'misconfigured', reason: 'misconfigured', account_name: 'One' });
    const sentence =
      'The access to Refusing opens another account now: Two, and no longer One. Reconnect with the one that is meant.';
    expect(await warnings()).toEqual([sentence]);
    server.options.me = undefined;
    await check();
    expect(await connection()).toMatchObject({ status: 'active', reason: null });
    expect(await warnings()).toEqual([sentence, 'Refusing works again; nobody needs to reconnect it.']);
  });

  test('learns who it is where nobody could be asked before', async () => {
    await database.sql("update connection set account_id = 'made-up', account_name = 'Refusing (acme)' where id = $1", [
      seeded.connectionId,
    ]);
    await check();
    expect(await connection()).toEqual({ status: 'active', reason: null, account_name: 'One' });
  });
});

describe('the day of the checks', () => {
  test('gives every connection its own time, spread over all hours, and once a day', async () => {
    const { environmentId } = await createVendor(controlDb(), { name: 'Many' });
    await seedSecrets({ environmentId }, sealedColumns.length * 480);
    const start = new Date('2030-05-05T10:30:00Z');
    await database.sql('update credential set checked_at = $2 where environment_id = $1', [environmentId, start]);
    const due = (hours: number) =>
      withTenant({ environmentId }, async (tx) => (await listDueChecks(tx, secondsAfter(start, hours * 3600))).length);
    expect(await due(0)).toBe(0);
    const perHour: number[] = [];
    for (let hour = 1, before = 0; hour <= 24; hour++) {
      const now = await due(hour);
      perHour.push(now - before);
      before = now;
    }
    expect(perHour.reduce((sum, count) => sum + count, 0)).toBe(480);
    expect(Math.max(...perHour)).toBeLessThan(45);
    expect(Math.min(...perHour)).toBeGreaterThan(4);
  });

  test('puts ids into the queue, and nothing else; a job that comes twice checks once', async () => {
    await tendConnections();
    const jobs = await database.sql<{ data: { connectionIds: string[] } }>(
      "select data from pgboss.job where name = 'check' and data->>'environmentId' = $1",
      [seeded.environmentId],
    );
    expect(jobs.map((job) => job.data)).toEqual([
      { environmentId: seeded.environmentId, connectionIds: [seeded.connectionId] },
    ]);
    const signal = new AbortController().signal;
    await checkConnections(jobs[0]?.data, signal);
    const first = await checkedAt();
    await checkConnections(jobs[0]?.data, signal);
    expect([first, await checkedAt()]).toEqual([expect.any(Date), first]);
  });
});
