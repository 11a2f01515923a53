import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { SeededSync } from '#server/syncs/test-sync.ts';
import { loadCredential } from './credential.queries.ts';
import { drainSpool } from './drain-spool.ts';
import { seedConnection } from './figures/test-connection.ts';
import { startTokenServer, type TestTokenServer } from './figures/test-token-server.ts';
import { credentialSource } from './fresh-credential.ts';
import { needsReauth } from './needs-reauth.ts';
import { removeFromSpool, type SpoolEntry, writeSpool } from './spool.ts';

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'portico-spool-'));
const spool = join(folder, 'spool');
const admin = new pg.Client({ connectionString: inject('testServerUrl') });
let server: TestTokenServer;
let seeded: SeededSync;
let family = 0;
let beforeAnswer: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  server = await startTokenServer({ atReuse: 'revokes', expiresIn: 3600, beforeAnswer: () => beforeAnswer() });
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'figures/connectors');
  process.env.PORTICO_EGRESS_ALLOW = `127.0.0.1:${server.port}`;
  process.env.PORTICO_SPOOL = spool;
  resetEnv();
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  beforeAnswer = async () => undefined;
  family += 1;
  seeded = await seedConnection({ server, connector: 'revoking', family: `spool-${family}`, livesFor: -1 });
});

const source = () =>
  credentialSource({
    tenant: { environmentId: seeded.environmentId },
    connectionId: seeded.connectionId,
    clock: systemClock,
  });
const row = async () =>
  (await database.sql('select version, lease from credential where connection_id = $1', [seeded.connectionId]))[0];
const status = async () =>
  (await database.sql('select status, reason from connection where id = $1', [seeded.connectionId]))[0];
const files = () => readdirSync(spool);
const databaseName = () => new URL(database.ownerUrl()).pathname.slice(1);

/** Nobody gets into the database any more, and whoever is in it is thrown out. */
async function stopDatabase(): Promise<void> {
  await admin.query(`alter database ${databaseName()} with allow_connections false`);
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'portico'",
    [databaseName()],
  );
}
const startDatabase = () => admin.query(`alter database ${databaseName()} with allow_connections true`);

async function untilDrained(): Promise<void> {
  for (const giveUpAt = Date.now() + 15_000; Date.now() < giveUpAt; await sleep(50)) {
    if (files().length === 0) return;
  }
  throw new Error('The spool was not drained.');
}

describe('a database that goes away between the answer of the app and our commit', () => {
  test('costs nobody the access: it waits sealed on the disk, and is stored when the database is back', async () => {
    beforeAnswer = stopDatabase;
    const renewed = await source().get();
    expect(renewed).toMatchObject({ accessToken: `at.spool-${family}.2` });
    const [file = ''] = files();
    expect(statSync(join(spool, file)).mode & 0o777).toBe(0o600);
    expect(statSync(spool).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(spool, file), 'utf8')).not.toMatch(/at\.spool|rt\.spool/);
    await startDatabase();
    expect(await row()).toMatchObject({ version: 1, lease: expect.any(String) });
    // Nobody has to ask: it is tried again and again.
    await untilDrained();
    expect(await row()).toEqual({ version: 2, lease: null });
    expect(await source().get()).toEqual(renewed);
    expect(server.family(`spool-${family}`).requests).toBe(1);
  });

  test('and a disk that takes nothing either: it is kept in memory for as long as this process lives', async () => {
    beforeAnswer = async () => {
      await stopDatabase();
      writeFileSync(join(folder, 'no-folder'), '');
      process.env.PORTICO_SPOOL = join(folder, 'no-folder', 'spool');
      resetEnv();
    };
    await source().get();
    process.env.PORTICO_SPOOL = spool;
    resetEnv();
    expect(files()).toEqual([]);
    await startDatabase();
    await drainSpool();
    expect(await row()).toEqual({ version: 2, lease: null });
  });
});

describe('what lies in the spool', () => {
  async function spooled(): Promise<SpoolEntry> {
    let entry: SpoolEntry | undefined;
    const { renewalSteps } = await import('./renewal-steps.ts');
    const steps = {
      ...renewalSteps,
      store: async () => 'busy' as const,
      spool: async (one: SpoolEntry) => {
        entry = one;
        await writeSpool(one);
      },
    };
    const { environmentId, connectionId } = seeded;
    await credentialSource({ tenant: { environmentId }, connectionId, clock: systemClock }, steps).get();
    if (!entry) throw new Error('Nothing was spooled.');
    return entry;
  }
  const outlive = () =>
    database.sql("update credential set lease_until = now() - interval '1 second' where connection_id = $1", [
      seeded.connectionId,
    ]);

  test('is found by the next who needs the access', async () => {
    await spooled();
    await outlive();
    expect(await source().get()).toMatchObject({ accessToken: `at.spool-${family}.2` });
    expect(files()).toEqual([]);
    expect(server.family(`spool-${family}`).requests).toBe(1);
  });

  test('takes back that a person is needed, when it comes late', async () => {
    await spooled();
    await outlive();
    await withTenant({ environmentId: seeded.environmentId }, (tx) =>
      needsReauth(tx, seeded.connectionId, { reason: 'expired', detail: 'cut off', now: new Date() }),
    );
    await drainSpool();
    expect(await status()).toEqual({ status: 'active', reason: null });
    const told = await database.sql('select sentence from activity where installation_id = $1 order by id', [
      seeded.installationId,
    ]);
    expect(told.map((one) => one.sentence)).toEqual([
      expect.stringContaining('has expired'),
      'Revoking works again; nobody needs to reconnect it.',
    ]);
  });

  test('waits while somebody else is about to renew, and is dropped when that has been done', async () => {
    const entry = await spooled();
    await database.sql(
      "update credential set lease = 'other', lease_until = now() + interval '1 minute' where connection_id = $1",
      [seeded.connectionId],
    );
    expect(await drainSpool()).toBe(1);
    await database.sql('update credential set version = 2, lease = null where connection_id = $1', [
      seeded.connectionId,
    ]);
    expect(await drainSpool()).toBe(0);
    expect(
      await withTenant({ environmentId: seeded.environmentId }, (tx) => loadCredential(tx, entry.connectionId)),
    ).toMatchObject({
      credential: { accessToken: `at.spool-${family}.1` },
    });
  });

  test('does not open for another connection, and is left where it is', async () => {
    const entry = await spooled();
    const moved = { ...entry, version: 7 };
    await removeFromSpool(entry);
    await writeSpool(moved);
    expect(await drainSpool()).toBe(1);
    expect(files()).toHaveLength(1);
    await removeFromSpool(moved);
  });

  test('of a connection that is gone goes too; a torn file is left for its writer, for a minute', async () => {
    await spooled();
    await database.sql('delete from credential where connection_id = $1', [seeded.connectionId]);
    writeFileSync(join(spool, `${seeded.environmentId}.${seeded.connectionId}.9.sealed.json`), '{"environmentId":');
    expect(await drainSpool()).toBe(0);
    expect(files()).toHaveLength(1);
    for (const file of files()) rmSync(join(spool, file));
  });

  test('in a folder that can not be read is no reason to fail', async () => {
    chmodSync(spool, 0o000);
    await drainSpool();
    chmodSync(spool, 0o700);
  });
});
