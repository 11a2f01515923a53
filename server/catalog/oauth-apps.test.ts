import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { consoleOf, testVendor, within } from '#server/trpc/test-api.ts';
import { oauthClient } from './oauth-apps.ts';

const database = testDatabase();
const app = {
  connector: 'tidewater',
  clientId: 'acme',
  clientSecret: 'a very secret secret',
  scopes: ['contacts.read'],
  parameters: { origin: 'https://tidewater.example' },
};

test('an app is kept with its secret sealed, and never shown again', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  const redirectUri = `http://portico.test/api/oauth/callback/${vendor.environmentId}/tidewater`;
  expect(await console.oauthApps.get({ connector: 'tidewater' })).toEqual({
    connector: 'tidewater',
    clientId: null,
    scopes: [],
    parameters: {},
    hasSecret: false,
    redirectUri,
  });
  const saved = await console.oauthApps.save(app);
  expect(saved).toEqual({
    connector: 'tidewater',
    clientId: 'acme',
    scopes: app.scopes,
    parameters: app.parameters,
    hasSecret: true,
    redirectUri,
  });
  expect(await console.oauthApps.get({ connector: 'tidewater' })).toEqual(saved);
  const [row] = await database.sql<{ client_secret: Buffer }>(
    'select client_secret from oauth_app where environment_id = $1',
    [vendor.environmentId],
  );
  expect(row?.client_secret.includes(app.clientSecret)).toBe(false);
  const client = await within(vendor, (tx) => oauthClient(tx, 'tidewater'));
  expect(client?.clientSecret.reveal()).toBe(app.clientSecret);
  expect(JSON.stringify(client)).not.toContain(app.clientSecret);
});

test('saving without a secret keeps the one that is there', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  await console.oauthApps.save(app);
  await console.oauthApps.save({ connector: 'tidewater', clientId: 'other' });
  const client = await within(vendor, (tx) => oauthClient(tx, 'tidewater'));
  expect(client).toMatchObject({ clientId: 'other', scopes: app.scopes, parameters: app.parameters });
  expect(client?.clientSecret.reveal()).toBe(app.clientSecret);
});

test('what can not be saved is refused with a sentence', async () => {
  const console = await consoleOf(await testVendor());
  await expect(console.oauthApps.save({ connector: 'tidewater', clientId: 'x' })).rejects.toMatchObject({
    cause: { field: 'clientSecret' },
  });
  await expect(console.oauthApps.get({ connector: 'nothing' })).rejects.toMatchObject({ cause: { code: 'not_found' } });
  await expect(console.oauthApps.get({ connector: 'postgres' })).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/without an OAuth app/) },
  });
});

test('another environment has its own', async () => {
  const [one, other] = [await testVendor(), await testVendor()];
  await (await consoleOf(one)).oauthApps.save(app);
  expect(await within(other, (tx) => oauthClient(tx, 'tidewater'))).toBeUndefined();
});
