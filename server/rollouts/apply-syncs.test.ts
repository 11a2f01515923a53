import { beforeEach, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import type { Definition } from '#server/integrations/definition.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { Harbour, type Port, seedPort, vendorOf } from '#server/writes/test-harbour.ts';
import { applySyncs } from './apply-syncs.ts';

const database = testDatabase();
const mapping: Mapping = { mapping: 1, fields: [{ target: 'title', from: { path: 'name' } }] };
const back: Mapping = { mapping: 1, fields: [{ target: 'name', from: { path: 'title' } }] };
const toBerth: Mapping = { mapping: 1, fields: [{ target: 'berth', from: { path: 'title' } }] };

const version = (write?: Mapping): Definition => ({
  does: [],
  syncs: [
    {
      ...{ object: 'ship', model: 'ship', label: 'ships', mode: 'incremental', mapping },
      schedule: { kind: 'every', seconds: 60 },
      ...(write && { write }),
    },
  ],
});

let port: Port;
let vendor: ReturnType<typeof vendorOf>;
beforeEach(async () => {
  new Harbour();
  port = await seedPort({ mapping });
  vendor = vendorOf(port, database);
});

const apply = (before: Definition, after: Definition) =>
  withTenant({ environmentId: port.environmentId }, async (tx) =>
    applySyncs(tx, { installation: await getInstallation(tx, port.installationId), before, after, now: new Date() }),
  );
const current = async () => (await vendor.call('GET', `/syncs/${port.syncId}/mapping`)).body;

test('a way back to the app reaches an installation with the version that has it, and maps nothing anew', async () => {
  await vendor.pull();
  await apply(version(), version(back));
  expect(await current()).toMatchObject({ current: { version: 2, document: mapping, write: back } });
  expect(await database.sql("select from run where sync_id = $1 and status = 'queued'", [port.syncId])).toEqual([]);
  expect(await vendor.written([{ id: 'v1', data: { title: 'Tern' } }], { object: undefined, model: 'ship' })).toMatchObject([{ state: 'written' }]); // biome-ignore format: one thought
  await apply(version(back), version());
  expect(await current()).toMatchObject({ current: { version: 3, write: null } });
});

test('one that somebody has changed for the customer stays', async () => {
  await apply(version(), version(back));
  await vendor.call('PUT', `/syncs/${port.syncId}/mapping`, { document: mapping, write: toBerth });
  await apply(version(back), version());
  expect(await current()).toMatchObject({ current: { version: 3, write: toBerth } });
});
