import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { OAuthCredential } from '#server/runtime/credential.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { app, connect, control } from '../../e2e/sandbox/test-visitor.ts';
import { refreshAt } from './refresh-time.ts';

const database = testDatabase();
let sandbox: Sandbox;
let seeded: SeededSync;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 10, clients: [app] });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await control(sandbox, 'reset');
  const tokens = await connect(sandbox);
  const credential: OAuthCredential = {
    kind: 'oauth2',
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAt: new Date(Date.now() + tokens.expires_in * 1000).toISOString(),
    tokenType: 'Bearer',
    scope: tokens.scope.split(' '),
  };
  seeded = await seedSync({
    connector: 'tidewater',
    object: 'contact',
    label: 'contacts',
    credential,
    prepare: async (tx) => {
      await saveOauthApp(tx, {
        connector: 'tidewater',
        clientId: app.clientId,
        clientSecret: app.clientSecret,
        scopes: [],
        parameters: { origin: sandbox.origin },
      });
    },
  });
});

const expire = () =>
  database.sql(
    "update credential set refresh_at = now() - interval '1 second', expires_at = now() - interval '1 second' where connection_id = $1",
    [seeded.connectionId],
  );
const refreshes = async () =>
  Number((await (await fetch(`${sandbox.origin}/control/api/state`)).json()).tokenRequests.refresh_token ?? 0);
const status = async () =>
  (await database.sql('select status, reason from connection where id = $1', [seeded.connectionId]))[0];

/** A source as another process has it: its own copy of the module, so that nothing but the database is shared. */
async function processSource() {
  vi.resetModules();
  const { credentialSource } = await import('./fresh-credential.ts');
  return credentialSource({
    tenant: { environmentId: seeded.environmentId },
    connectionId: seeded.connectionId,
    clock: systemClock,
  });
}

describe('an expired token', () => {
  test('is refreshed by one call to the app, however many callers wait in however many processes', async () => {
    // One after the other: each takes a fresh copy of the module.
    const sources = [await processSource(), await processSource(), await processSource(), await processSource()];
    await expire();
    const before = await refreshes();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => sources[index % sources.length]?.get()),
    );
    expect((await refreshes()) - before).toBe(1);
    expect(new Set(answers.map((answer) => (answer?.kind === 'oauth2' ? answer.accessToken : ''))).size).toBe(1);
  });

  test('whose app is down is not the end: it waits and is refreshed later', async () => {
    await expire();
    await control(sandbox, 'faults', { tokenDown: true });
    await expect((await processSource()).get()).rejects.toMatchObject({ details: { class: 'app_down' } });
    expect(await status()).toEqual({ status: 'active', reason: null });
    await control(sandbox, 'faults', { tokenDown: null });
    const before = await refreshes();
    await expect((await processSource()).get()).rejects.toMatchObject({ details: { class: 'app_down' } });
    expect(await refreshes()).toBe(before);
    await database.sql('update credential set retry_at = now() where connection_id = $1', [seeded.connectionId]);
    expect(await (await processSource()).get()).toMatchObject({ kind: 'oauth2' });
  });

  test('whose lease was left behind by a dead process is refreshed by the next one', async () => {
    await expire();
    await database.sql(
      "update credential set lease = 'dead', lease_until = now() - interval '1 second' where connection_id = $1",
      [seeded.connectionId],
    );
    expect(await (await processSource()).get()).toMatchObject({ kind: 'oauth2' });
    expect(await status()).toEqual({ status: 'active', reason: null });
  });
});

describe('a revoked access', () => {
  test('is noticed once, tells a person, and stops the schedule', async () => {
    await control(sandbox, 'revoke');
    const source = await processSource();
    const used = await source.get();
    await expect(source.refused(used)).rejects.toMatchObject({ details: { class: 'auth' } });
    await expect(source.refused(used)).rejects.toMatchObject({ details: { class: 'auth' } });
    expect(await status()).toEqual({ status: 'needs_reauth', reason: 'revoked' });
    const told = await database.sql("select sentence from activity where installation_id = $1 and tone = 'warning'", [
      seeded.installationId,
    ]);
    expect(told).toHaveLength(1);
  });

  test('of one caller does not refuse a token that another one has just renewed', async () => {
    const source = await processSource();
    const old = await source.get();
    await expire();
    const renewed = await source.get();
    const before = await refreshes();
    expect(await source.refused(old)).toEqual(renewed);
    expect(await refreshes()).toBe(before);
  });
});

test('a token is refreshed five minutes, or a fifth of its life, before its end', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  expect(refreshAt(now, new Date('2026-01-01T01:00:00Z')).toISOString()).toBe('2026-01-01T00:55:00.000Z');
  expect(refreshAt(now, new Date('2026-01-01T00:05:00Z')).toISOString()).toBe('2026-01-01T00:04:00.000Z');
});
