import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { consoleOf, testVendor, within } from '#server/trpc/test-api.ts';
import { oauthClient } from './oauth-apps.ts';

process.env.PORTICO_CONNECTORS = `connectors,${join(import.meta.dirname, '../connects/fixture-connectors')}`;
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
  const shown = {
    connector: 'tidewater',
    hasClient: true,
    kind: 'own',
    mayBeDevelopment: true,
    asked: [
      { name: 'origin', label: 'origin', help: 'A part of {{origin}}/oauth/authorize', kind: 'text', required: true },
    ],
    storedSecrets: [],
    redirectUri: `http://portico.test/api/oauth/callback/${vendor.environmentId}/tidewater`,
    docs: 'https://tidewater.example/docs/api',
  };
  const empty = await console.oauthApps.get({ connector: 'tidewater' });
  expect(empty).toMatchObject({ ...shown, clientId: null, scopes: [], parameters: {}, hasSecret: false });
  expect(empty.knownScopes).toContainEqual({
    scope: 'contacts:read',
    words: 'See your contacts and lists',
    usual: true,
    optional: false,
  });
  const saved = await console.oauthApps.save(app);
  expect(saved).toMatchObject({
    ...shown,
    clientId: 'acme',
    scopes: app.scopes,
    parameters: app.parameters,
    hasSecret: true,
  });
  expect(JSON.stringify(saved)).not.toContain(app.clientSecret);
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
  await expect(console.oauthApps.save({ ...app, clientId: ' ' })).rejects.toMatchObject({
    cause: { field: 'clientId' },
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

test('a shared app is for development alone, and marked', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  expect(await console.oauthApps.save({ ...app, kind: 'development' })).toMatchObject({ kind: 'development' });
  await database.sql("update environment set kind = 'production' where id = $1", [vendor.environmentId]);
  expect(await console.oauthApps.get({ connector: 'tidewater' })).toMatchObject({ mayBeDevelopment: false });
  await expect(console.oauthApps.save({ ...app, kind: 'development' })).rejects.toMatchObject({
    cause: { field: 'kind', message: expect.stringContaining('development only') },
  });
  expect(await within(vendor, (tx) => oauthClient(tx, 'tidewater'))).toBeUndefined();
});

test('what else a connector asks the vendor is kept, its secrets sealed, also without any client', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  const parameters = { region: 'eu', webhookSecret: 'a signing secret' };
  const saved = await console.oauthApps.save({ connector: 'beacon', clientId: '', parameters });
  expect(saved).toMatchObject({
    hasClient: false,
    asked: [{ name: 'region' }, { name: 'webhookSecret', kind: 'password', secret: true }],
    parameters: { region: 'eu' },
    storedSecrets: ['webhookSecret'],
  });
  const read = () => within(vendor, (tx) => oauthClient(tx, 'beacon'));
  expect((await read())?.parameters).toEqual(parameters);
  const [row] = await database.sql<{ text: string }>('select o::text as text from oauth_app o where connector = $1', [
    'beacon',
  ]);
  expect(row?.text).not.toContain(Buffer.from(parameters.webhookSecret).toString('hex'));
  expect(row?.text).not.toContain(parameters.webhookSecret);
  // Left empty, a secret stays; what is open is as it was sent.
  await console.oauthApps.save({ connector: 'beacon', clientId: '', parameters: { region: '', webhookSecret: '' } });
  expect((await read())?.parameters).toEqual({ region: '', webhookSecret: 'a signing secret' });
});
