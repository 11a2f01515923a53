import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { consoleOf, testVendor, within } from '#server/trpc/test-api.ts';
import { createIntegration } from './create-integration.ts';
import type { Definition } from './definition.ts';

const database = testDatabase();

const definition: Definition = {
  syncs: [
    {
      object: 'contact',
      model: 'contact',
      label: 'contacts',
      mode: 'incremental',
      schedule: { kind: 'every', seconds: 300 },
    },
  ],
  does: [{ direction: 'in', sentence: 'Contacts become people.' }],
};
const offer = {
  slug: 'tidewater',
  connector: 'tidewater',
  name: 'Tidewater',
  description: 'A CRM',
  category: 'CRM',
  status: 'published' as const,
  definition,
};

test('an integration keeps its id; its version grows with its definition and with nothing else', async () => {
  const vendor = await testVendor();
  const put = (change: object = {}) => within(vendor, (tx) => createIntegration(tx, { ...offer, ...change }));
  const first = await put();
  expect(first.version).toBe(1);
  expect(await put({ name: 'Tidewater CRM' })).toMatchObject({ id: first.id, version: 1, name: 'Tidewater CRM' });
  expect(await put({ definition: { ...definition, does: [] } })).toMatchObject({ id: first.id, version: 2 });
});

test('a definition that names an object which the connector does not have is refused', async () => {
  const vendor = await testVendor();
  const syncs = [
    {
      object: 'ghost',
      model: 'ghost',
      label: 'ghosts',
      mode: 'full' as const,
      schedule: { kind: 'every' as const, seconds: 60 },
    },
  ];
  const put = (change: object) =>
    within(vendor, (tx) => createIntegration(tx, { ...offer, definition: { syncs, does: [] }, ...change }));
  await expect(put({})).rejects.toMatchObject({ code: 'invalid', remedy: expect.stringMatching(/contact/) });
  await expect(put({ connector: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(put({ connector: 'nothing', status: 'coming_soon' })).resolves.toMatchObject({ status: 'coming_soon' });
});

test('the console’s list says whether an OAuth app is needed and there', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  await within(vendor, (tx) => createIntegration(tx, offer));
  const oauthApp = async () =>
    (await console.integrations.list({})).items.map((item) => [item.slug, item.installations, item.oauthApp]);
  expect(await oauthApp()).toEqual([
    ['tidewater', 0, { configured: false, needed: true, asked: true, development: false }],
  ]);
  await console.oauthApps.save({ connector: 'tidewater', clientId: 'x', clientSecret: 'y' });
  expect(await oauthApp()).toEqual([
    ['tidewater', 0, { configured: true, needed: true, asked: true, development: false }],
  ]);
});

test('the console’s list says why a connector can’t be used', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  const { id } = await within(vendor, (tx) => createIntegration(tx, offer));
  expect((await console.integrations.list({})).items).toMatchObject([{ problem: null }]);
  await database.sql("update integration set connector = 'nobody-knows-it' where id = $1", [id]);
  expect((await console.integrations.list({})).items).toMatchObject([
    { problem: expect.stringMatching(/folder nobody-knows-it/) },
  ]);
});
