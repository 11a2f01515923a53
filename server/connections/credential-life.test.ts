import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { OAuthCredential } from '#server/runtime/credential.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { putCredential } from './credential.queries.ts';
import { seedConnection } from './figures/test-connection.ts';
import { startTokenServer, type TestTokenServer } from './figures/test-token-server.ts';
import { credentialSource } from './fresh-credential.ts';
import { nextRefresh, tellEndFrom } from './refresh-time.ts';
import { type RenewalSteps, renewalSteps } from './renewal-steps.ts';
import { tendConnections } from './tend-connections.job.ts';

const database = testDatabase();
const day = 86_400;
let server: TestTokenServer;

beforeAll(async () => {
  server = await startTokenServer({ atReuse: 'refused', expiresIn: 3600 });
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'figures/connectors');
  process.env.PORTICO_EGRESS_ALLOW = `127.0.0.1:${server.port}`;
  resetEnv();
});
afterAll(() => server.close());

const source = ({ environmentId, connectionId }: SeededSync, steps?: RenewalSteps, clock: Clock = systemClock) =>
  credentialSource({ tenant: { environmentId }, connectionId, clock }, steps);
const connectionOf = async ({ connectionId }: SeededSync) =>
  (await database.sql('select status, reason, reason_detail from connection where id = $1', [connectionId]))[0];
const credentialOf = async ({ connectionId }: SeededSync) =>
  (await database.sql('select * from credential where connection_id = $1', [connectionId]))[0];
const change = ({ connectionId }: SeededSync, set: string) =>
  database.sql(`update credential set ${set} where connection_id = $1`, [connectionId]);
const sentences = async ({ installationId }: SeededSync) =>
  (await database.sql('select sentence from activity where installation_id = $1 order by id', [installationId])).map(
    (row) => row.sentence,
  );

describe('what an app says when it refuses', () => {
  test('is kept without the tokens that it repeats', async () => {
    server.options.atReuse = 'refused';
    const seeded = await seedConnection({ server, connector: 'refusing', family: 'echo', livesFor: -1 });
    server.family('echo').isRevoked = true;
    await expect(source(seeded).get()).rejects.toMatchObject({ details: { class: 'auth', code: 'revoked' } });
    expect(await connectionOf(seeded)).toEqual({
      status: 'needs_reauth',
      reason: 'revoked',
      reason_detail: 'This refresh token was used before: [secret]',
    });
  });

  test('and allows a refresh token twice, is asked with the one before: its own rotation may have been lost', async () => {
    server.options.atReuse = 'allowed';
    const seeded = await seedConnection({ server, connector: 'allowing', family: 'replica', livesFor: -1 });
    expect(await source(seeded).get()).toMatchObject({ accessToken: 'at.replica.2' });
    server.family('replica').number = 1;
    await change(seeded, 'refresh_at = now(), expires_at = now()');
    expect(await source(seeded).get()).toMatchObject({ refreshToken: 'rt.replica.2' });
    expect(await connectionOf(seeded)).toMatchObject({ status: 'active' });
  });

  test('after a refusal and a renewal, it is the access that is over, and is not renewed for ever', async () => {
    server.options.atReuse = 'refused';
    const seeded = await seedConnection({ server, connector: 'refusing', family: 'vain', livesFor: 3600 });
    const vain = source(seeded);
    const renewed = await vain.refused(await vain.get());
    expect(renewed).toMatchObject({ accessToken: 'at.vain.2' });
    await expect(source(seeded).refused(renewed)).rejects.toMatchObject({ details: { class: 'auth' } });
    expect(await connectionOf(seeded)).toMatchObject({ status: 'needs_reauth', reason: 'revoked' });
    expect(server.family('vain').requests).toBe(1);
  });
});

describe('a process that was frozen for longer than its lease', () => {
  /** The first process gets its answer, and sleeps before it stores it; then `meanwhile` happens. */
  async function frozen(family: string, meanwhile: (seeded: SeededSync) => Promise<void>) {
    server.options.atReuse = 'refused';
    const seeded = await seedConnection({ server, connector: 'refusing', family, livesFor: -1 });
    const steps: RenewalSteps = {
      ...renewalSteps,
      async call(input) {
        const renewed = await renewalSteps.call(input);
        await change(seeded, "lease_until = now() - interval '1 second'");
        await meanwhile(seeded);
        return renewed;
      },
    };
    return { seeded, got: await source(seeded, steps).get() };
  }

  test('still brings what it was given, and what was called for meanwhile is taken back', async () => {
    const { seeded, got } = await frozen('frozen', async (one) => {
      const other = credentialSource({
        tenant: { environmentId: one.environmentId, customerId: one.customerId },
        connectionId: one.connectionId,
        clock: systemClock,
      });
      await expect(other.get()).rejects.toMatchObject({ details: { class: 'auth', code: 'expired' } });
      expect(await connectionOf(one)).toMatchObject({ status: 'needs_reauth', reason: 'expired' });
    });
    expect(got).toMatchObject({ accessToken: 'at.frozen.2' });
    expect(await connectionOf(seeded)).toMatchObject({ status: 'active', reason: null });
    expect(await credentialOf(seeded)).toMatchObject({ version: 2, lease: null });
  });

  test('does not overwrite what a person has authorised meanwhile', async () => {
    const fresh: OAuthCredential = {
      kind: 'oauth2',
      accessToken: 'by a person',
      refreshToken: null,
      expiresAt: null,
      tokenType: 'Bearer',
      scope: [],
    };
    const { seeded, got } = await frozen('person', async ({ environmentId, connectionId, customerId }) => {
      await withTenant({ environmentId }, (tx) =>
        putCredential(tx, { connectionId, customerId, credential: fresh, now: new Date() }),
      );
    });
    expect(got).toEqual(fresh);
    expect(await source(seeded).get()).toEqual(fresh);
  });
});

test('a token that steps have made is renewed by the same lease', async () => {
  const fields = { origin: server.origin, key: 'a long key' };
  const seeded = await seedSync({
    connector: 'stepping',
    object: 'thing',
    label: 'things',
    credential: {
      kind: 'fields',
      fields,
      token: { values: { login: { token: 'old' } }, expiresAt: new Date(Date.now() - 1000).toISOString() },
    },
  });
  const got = await Promise.all(Array.from({ length: 20 }, () => source(seeded).get()));
  expect(server.steps()).toBe(1);
  for (const one of got)
    expect(one).toMatchObject({ kind: 'fields', fields, token: { values: { login: { token: 'step.1' } } } });
});

test('an access that nothing can renew is used to its end, and then a person is asked', async () => {
  const seeded = await seedConnection({ server, connector: 'refusing', family: 'once', livesFor: 100 });
  const credential: OAuthCredential = {
    kind: 'oauth2',
    accessToken: 'for a while',
    refreshToken: null,
    expiresAt: secondsAfter(new Date(), 100).toISOString(),
    tokenType: 'Bearer',
    scope: [],
  };
  const { environmentId, connectionId, customerId } = seeded;
  await withTenant({ environmentId }, (tx) =>
    putCredential(tx, { connectionId, customerId, credential, now: new Date() }),
  );
  const at = (seconds: number): Clock => ({ now: () => secondsAfter(new Date(), seconds) });
  expect(await source(seeded, undefined, at(95)).get()).toEqual(credential);
  await expect(source(seeded, undefined, at(101)).get()).rejects.toMatchObject({ details: { code: 'expired' } });
  expect(await connectionOf(seeded)).toMatchObject({ status: 'needs_reauth', reason: 'expired' });
});

describe('the end of a refresh token', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const inDays = (days: number) => secondsAfter(now, days * day);

  test.each([
    ['two weeks before', 1000, 986],
    ['at half of a life that is shorter than four weeks', 7, 3.5],
  ])('is told %s', (_, life, at) => {
    expect(tellEndFrom({ since: now, endsAt: inDays(life) })).toEqual(inDays(at));
  });

  test('comes after the refresh that still uses it', () => {
    expect(nextRefresh(now, { expiresAt: inDays(2), endsAt: inDays(1) })).toEqual(secondsAfter(inDays(1), -300));
    expect(nextRefresh(now, { expiresAt: inDays(1), endsAt: inDays(2) })).toEqual(secondsAfter(inDays(1), -300));
    expect(nextRefresh(now, { expiresAt: null, endsAt: inDays(1) })).toEqual(secondsAfter(inDays(1), -300));
    expect(nextRefresh(now, { expiresAt: null, endsAt: null })).toBeNull();
  });

  test('is told once, and again only when there is another end', async () => {
    const seeded = await seedConnection({ server, connector: 'refusing', family: 'ends', livesFor: 3600 });
    const { environmentId, connectionId, customerId } = seeded;
    const credential: OAuthCredential = {
      kind: 'oauth2',
      accessToken: 'at.ends.1',
      refreshToken: 'rt.ends.1',
      expiresAt: secondsAfter(new Date(), 3600).toISOString(),
      tokenType: 'Bearer',
      scope: [],
      refreshTokenEndsAt: '2030-03-09T12:00:00.000Z',
    };
    await withTenant({ environmentId }, (tx) =>
      putCredential(tx, { connectionId, customerId, credential, now: new Date() }),
    );
    await tendConnections(new Date('2030-02-20T00:00:00Z'));
    expect(await sentences(seeded)).toEqual([]);
    await tendConnections(new Date('2030-02-25T00:00:00Z'));
    await tendConnections(new Date('2030-02-26T00:00:00Z'));
    const told = ['Refusing must be connected again by 9 March 2030: it gives no access for longer than that.'];
    expect(await sentences(seeded)).toEqual(told);
    await change(seeded, 'refresh_at = now()');
    await source(seeded).get();
    await tendConnections(new Date('2030-02-27T00:00:00Z'));
    expect(await sentences(seeded)).toEqual(told);
  });

  test('and the credential before is forgotten after a day', async () => {
    const seeded = await seedConnection({ server, connector: 'refusing', family: 'day', livesFor: -1 });
    await source(seeded).get();
    expect(await credentialOf(seeded)).toMatchObject({ previous: expect.any(Buffer) });
    await tendConnections(secondsAfter(new Date(), day - 60));
    expect(await credentialOf(seeded)).toMatchObject({ previous: expect.any(Buffer) });
    await tendConnections(secondsAfter(new Date(), day + 60));
    expect(await credentialOf(seeded)).toMatchObject({ previous: null });
  });
});
