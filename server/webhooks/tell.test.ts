import { beforeEach, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { type CustomerId, type Id, newId } from '#server/ids.ts';
import { type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { createEndpoint } from './create-endpoint.ts';
import type { Message } from './message.ts';
import { tell } from './tell.ts';

const database = testDatabase();
const url = 'https://acme.example/hooks';

let vendor: TestVendor;
let endpointId: Id<'endpoint'>;

beforeEach(async () => {
  vendor = await testVendor();
  endpointId = (await within(vendor, (tx) => createEndpoint(tx, { url, events: [] }))).row.id;
});

const message: Message = {
  type: 'connection.created',
  data: { connectionId: newId('connection'), customerId: newId('customer'), connector: 'ledger' },
};

const deliveries = () => within(vendor, (tx) => tx.selectFrom('delivery').selectAll().orderBy('id').execute());
const jobs = () =>
  database.sql("select 1 from pgboss.job where name = 'delivery' and data->>'environmentId' = $1", [
    vendor.environmentId,
  ]);

test('a delivery and its job are there exactly if the fact is', async () => {
  const undone = within(vendor, async (tx) => {
    await tell(tx, message);
    throw new Error('rolled back');
  });
  await expect(undone).rejects.toThrow('rolled back');
  expect(await deliveries()).toEqual([]);
  expect(await jobs()).toEqual([]);
  await within(vendor, (tx) => tell(tx, message));
  expect(await jobs()).toHaveLength(1);
  expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 0 }]);
});

test('every endpoint that wants the type is told the same message', async () => {
  const add = (events: Message['type'][]) => within(vendor, (tx) => createEndpoint(tx, { url, events }));
  const wants = (await add(['connection.created'])).row.id;
  await add(['sync.failed']);
  const off = (await add([])).row.id;
  await within(vendor, (tx) => tx.updateTable('endpoint').set({ status: 'disabled' }).where('id', '=', off).execute());
  await within(vendor, (tx) => tell(tx, message));
  const made = await deliveries();
  expect(made.map((row) => row.endpoint_id).sort()).toEqual([endpointId, wants].sort());
  expect(new Set(made.map((row) => row.message_id)).size).toBe(1);
});

test('an end user’s transaction may tell', async () => {
  const customerId: CustomerId = newId('customer');
  await withTenant({ environmentId: vendor.environmentId, customerId }, (tx) => tell(tx, message));
  expect(await deliveries()).toHaveLength(1);
});
