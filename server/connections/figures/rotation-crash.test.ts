import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { systemClock } from '#server/clock.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { SeededSync } from '#server/syncs/test-sync.ts';
import { drainSpool } from '../drain-spool.ts';
import { credentialSource } from '../fresh-credential.ts';
import { type Point, points } from './deadly-steps.ts';
import { Caller } from './test-caller.ts';
import { seedConnection } from './test-connection.ts';
import { startTokenServer, type TestTokenServer } from './test-token-server.ts';

const database = testDatabase();
const isFull = process.env.FIGURES === 'full';
const timesEach = isFull ? 20 : 3;
const atOnce = 3;
const spool = mkdtempSync(join(tmpdir(), 'portico-spool-'));
const dying = new Map<string, Caller>();
let server: TestTokenServer;

beforeAll(async () => {
  server = await startTokenServer({
    atReuse: 'refused',
    expiresIn: 3600,
    // At these two points it is the app that sees the caller die.
    beforeWork: async (family) => {
      if (!family.startsWith('before-the-call')) return true;
      const caller = dying.get(family);
      dying.delete(family);
      await caller?.kill();
      return caller === undefined;
    },
    beforeAnswer: async (family) => {
      if (!family.startsWith('while-the-app-answers')) return;
      const caller = dying.get(family);
      dying.delete(family);
      await caller?.kill();
    },
  });
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'connectors');
  process.env.PORTICO_EGRESS_ALLOW = `127.0.0.1:${server.port}`;
  process.env.PORTICO_SPOOL = spool;
  resetEnv();
});
afterAll(async () => {
  await server.close();
  rmSync(spool, { recursive: true, force: true });
});

/** What has become of a connection whose process was killed. */
interface Fate {
  /** The next caller got a token that the app takes. */
  works: boolean;
  /** The connection says that a person is needed, why, and the vendor and the customer were told. */
  saysWhy: boolean;
  told: number;
}

const source = (seeded: SeededSync) =>
  credentialSource({
    tenant: { environmentId: seeded.environmentId },
    connectionId: seeded.connectionId,
    clock: systemClock,
  });

/** Time passes: the lease of the dead ends, and with `accessToo` the old access token. */
const pass = ({ connectionId }: SeededSync, accessToo: boolean) =>
  database.sql(
    `update credential set lease_until = least(lease_until, now() - interval '1 second'),
       refresh_at = least(refresh_at, now())
       ${accessToo ? ", expires_at = case when version = 1 then now() - interval '1 second' else expires_at end" : ''}
     where connection_id = $1 and version = 1`,
    [connectionId],
  );

async function next(seeded: SeededSync): Promise<boolean> {
  try {
    const credential = await source(seeded).get();
    return credential.kind === 'oauth2' && server.isGood(credential.accessToken);
  } catch (error) {
    if (isAuth(error)) return false;
    throw error;
  }
}

const isAuth = (error: unknown): error is AppCallError => isAppCallError(error) && error.details.class === 'auth';

async function fateOf(seeded: SeededSync): Promise<Fate> {
  const works = await next(seeded);
  const [connection] = await database.sql<{ status: string; reason: string | null; reason_detail: string | null }>(
    'select status, reason, reason_detail from connection where id = $1',
    [seeded.connectionId],
  );
  const activities = await database.sql("select 1 from activity where installation_id = $1 and tone = 'warning'", [
    seeded.installationId,
  ]);
  return {
    works,
    saysWhy:
      connection?.status === 'needs_reauth' &&
      connection.reason === 'expired' &&
      /was cut off before its answer was kept/.test(connection.reason_detail ?? ''),
    told: activities.length,
  };
}

async function killOne(connector: string, point: Point, number: number): Promise<{ held: boolean; fate: Fate }> {
  const family = `${point.replaceAll(' ', '-')}-${connector}-${number}`;
  const seeded = await seedConnection({ server, connector, family, livesFor: 120 });
  await database.sql("update credential set refresh_at = now() - interval '1 second' where connection_id = $1", [
    seeded.connectionId,
  ]);
  const caller = new Caller(seeded.environmentId);
  await caller.ready();
  dying.set(family, caller);
  const { environmentId, connectionId } = seeded;
  const signal = await caller.askAndDie({ environmentId, connectionId, callers: 1, dieAt: point, variant: number });
  expect(signal, family).toBe('SIGKILL');
  await pass(seeded, false);
  const held = await next(seeded);
  await pass(seeded, true);
  return { held, fate: await fateOf(seeded) };
}

describe.each([
  ['refusing', 'refused'],
  ['revoking', 'revokes'],
] as const)('against an app that is %s a refresh token that comes twice', (connector, atReuse) => {
  test.each(points)(
    'killed %s',
    async (point) => {
      server.options.atReuse = atReuse;
      const outcomes: { held: boolean; fate: Fate }[] = [];
      for (let number = 0; number < timesEach; number += atOnce) {
        const some = Array.from({ length: Math.min(atOnce, timesEach - number) }, (_, index) =>
          killOne(connector, point, number + index),
        );
        outcomes.push(...(await Promise.all(some)));
      }
      const working = outcomes.filter(({ fate }) => fate.works).length;
      const told = outcomes.filter(({ fate }) => !fate.works && fate.saysWhy && fate.told === 1).length;
      process.stdout.write(
        `rotation crash, ${atReuse}, killed ${point}: ${outcomes.length} killed, ${working} go on, ${told} ask for a person with the reason, ${outcomes.length - working - told} lost\n`,
      );
      expect(working + told).toBe(outcomes.length);
      // An access that still serves is never made useless by us, also where its renewal is lost.
      if (atReuse === 'revokes') expect(outcomes.every(({ held }) => held)).toBe(true);
      if (['before the claim', 'after the claim', 'before the call', 'after the commit'].includes(point))
        expect(working, 'nothing was burnt').toBe(outcomes.length);
    },
    isFull ? 240_000 : 60_000,
  );
});

test('the spool is empty in the end', async () => {
  await drainSpool();
  // What was cut off in the middle of a file is cleared away later.
  const left = readdirSync(spool).length;
  expect(left).toBeLessThanOrEqual(2 * Math.ceil(timesEach / 3));
});
