import { createHmac } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { ConnectionId } from '#server/ids.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import type { SyncMode } from '#server/syncs/sync.table.ts';
import { type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { connectionsOfAccount } from './event-account.ts';
import { appHookUrl } from './hook-address.ts';
import { processEvents } from './process-events.job.ts';
import { seedApp, seedConnection } from './test-connection.ts';
import { testHooks } from './test-hooks.ts';

const database = testDatabase();
const { tell } = testHooks();
const secret = 'a-secret-of-the-app';
let vendor: TestVendor;
let other: TestVendor;
beforeAll(async () => {
  vendor = await testVendor();
  other = await testVendor();
  for (const one of [vendor, other])
    await within(one, async (tx) => {
      await seedApp(tx, 'hubspot', secret);
      await seedApp(tx, 'slack', secret);
    });
});
beforeEach(() => database.sql('delete from inbound_event; delete from pgboss.job; delete from connection'));

const connect = (
  seed: Omit<Parameters<typeof seedConnection>[1], 'connector'> = {},
  connector = 'hubspot',
  of = vendor,
) => within(of, (tx) => seedConnection(tx, { connector, ...seed }));

const syncContacts = (of: Awaited<ReturnType<typeof connect>>, object = 'contact', mode: SyncMode = 'incremental') =>
  within(vendor, async (tx) => {
    await createSync(tx, {
      ...{ ...of, object, model: object, label: `${object}s`, mode, now: new Date() },
      schedule: { kind: 'every', seconds: 3600 },
    });
    await tx.updateTable('run').set({ status: 'succeeded' }).execute();
    const { id } = await tx.selectFrom('sync').select('id').where('object', '=', object).executeTakeFirstOrThrow();
    return id;
  });

/** HubSpot tells of contacts of an account, and what was enqueued is worked on. */
async function hubspot(portalId: number, ids: number[], type = 'contact.propertyChange', of = vendor): Promise<void> {
  const url = appHookUrl(of.environmentId, 'hubspot');
  const body = JSON.stringify(
    ids.map((objectId) => ({ subscriptionType: type, portalId, objectId, occurredAt: objectId, eventId: objectId })),
  );
  const time = String(Date.now());
  const signature = createHmac('sha256', secret).update(`POST${url}${body}${time}`).digest('base64');
  const headers = { 'x-hubspot-request-timestamp': time, 'x-hubspot-signature-v3': signature };
  expect((await tell(url, { body, headers })).status).toBe(200);
  await work();
}

const payload = z.object({ eventIds: z.array(z.string()) });
async function work(): Promise<unknown[]> {
  const jobs = await database.sql<{ data: unknown }>(
    "select data from pgboss.job where name = 'hook' order by created_on",
  );
  for (const { data } of jobs) {
    payload.parse(data);
    await processEvents(data);
  }
  return jobs.map(({ data }) => data);
}

const events = () =>
  database.sql<{ connection_id: ConnectionId | null; status: string; reason: string | null; data: string | null }>(
    'select connection_id, status, reason, data from inbound_event order by connection_id',
  );
const openRuns = async () =>
  (await database.sql<{ sync_id: string }>("select sync_id from run where status = 'queued' order by sync_id")).map(
    (run) => run.sync_id,
  );

test('an account is found by its id and by what the app taught us, in this environment alone', async () => {
  const byId = await connect({ accountId: '7' });
  const byLearnt = await connect({ accountId: 'x', learnt: { portalId: '8' }, customer: 'initech' });
  await connect({ accountId: '9' }, 'hubspot', other);
  await connect({ accountId: '7' }, 'slack');
  await hubspot(7, [1]);
  await hubspot(8, [2]);
  await hubspot(9, [3]);
  const [dropped, ...found] = (await events()).sort((one) => (one.status === 'dropped' ? -1 : 1));
  expect(found.map((one) => one.connection_id).sort()).toEqual([byId.connectionId, byLearnt.connectionId].sort());
  expect(dropped).toEqual({
    ...{ connection_id: null, status: 'dropped', data: null },
    reason: 'Nobody here has connected the account 9 of HubSpot.',
  });
});

test('what is learnt later counts, and what is forgotten does not', async () => {
  const { connectionId } = await connect({ accountId: '7' });
  await within(vendor, (tx) =>
    tx
      .updateTable('connection')
      .set({ account_id: '70', learnt: JSON.stringify({ portalId: '70' }) })
      .execute(),
  );
  await hubspot(7, [1]);
  await hubspot(70, [2]);
  expect((await events()).map((one) => [one.connection_id, one.status])).toEqual([
    [connectionId, 'done'],
    [null, 'dropped'],
  ]);
});

test('what a customer has typed in brings nothing of another’s account', async () => {
  const { connectionId } = await connect(
    { accountId: 'mine', learnt: { nickname: 'globex-account', origin: 'o1' } },
    'bell',
  );
  const found = (account: string) =>
    within(vendor, async (tx) => connectionsOfAccount(tx, await getConnector(tx, 'bell'), account));
  expect(await found('globex-account')).toEqual([]);
  // But where the access works at an address, that address is its own.
  expect(await found('o1')).toMatchObject([{ id: connectionId }]);
  expect(await found('mine')).toMatchObject([{ id: connectionId }]);
});

test('two connections of one account have an event each, once', async () => {
  const one = await connect({ accountId: '7' });
  const two = await connect({ accountId: '7', customer: 'initech' });
  await hubspot(7, [1, 2]);
  await work();
  expect((await events()).map((event) => [event.connection_id, event.status])).toEqual(
    [one.connectionId, one.connectionId, two.connectionId, two.connectionId].sort().map((id) => [id, 'done']),
  );
});

test('the sync of the object is woken, and no other', async () => {
  const connection = await connect({ accountId: '7' });
  const contacts = await syncContacts(connection);
  await syncContacts(connection, 'company');
  await hubspot(7, [1, 2, 3]);
  expect(await openRuns()).toEqual([contacts]);
  // Told again while a run is on its way: that is no second one.
  await hubspot(7, [4]);
  expect(await openRuns()).toEqual([contacts]);
});

test('a sync that rests, and one of a connection that waits for a person, are left alone', async () => {
  const connection = await connect({ accountId: '7' });
  await syncContacts(connection);
  await within(vendor, (tx) => tx.updateTable('sync').set({ status: 'paused' }).execute());
  await hubspot(7, [1]);
  await within(vendor, async (tx) => {
    await tx.updateTable('sync').set({ status: 'active' }).execute();
    await tx.updateTable('connection').set({ status: 'needs_reauth' }).execute();
  });
  await hubspot(7, [2]);
  expect(await openRuns()).toEqual([]);
  expect((await events()).map((event) => event.status)).toEqual(['done', 'done']);
  await within(vendor, (tx) => tx.updateTable('connection').set({ status: 'disconnected' }).execute());
  await hubspot(7, [3]);
  expect((await events()).filter((event) => event.status === 'dropped')).toHaveLength(1);
});

test('a sync that lives on hooks is told which rows, also while it rests; one that reads everything waits for its time', async () => {
  const connection = await connect({ accountId: '7' });
  const contacts = await syncContacts(connection, 'contact', 'webhook');
  await syncContacts(connection, 'company', 'full');
  await hubspot(7, [3, 1, 3]);
  await hubspot(7, [9], 'company.propertyChange');
  const touches = () =>
    database.sql<{ sync_id: string; external_id: string }>('select sync_id, external_id from sync_touch order by 2');
  expect(await touches()).toEqual(['1', '3'].map((key) => ({ sync_id: contacts, external_id: key })));
  expect(await openRuns()).toEqual([contacts]);
  expect(await database.sql("select 1 from run where trigger = 'hook'")).toHaveLength(1);
  await within(vendor, (tx) => tx.updateTable('sync').set({ status: 'paused' }).execute());
  await hubspot(7, [4]);
  expect(await touches()).toHaveLength(3);
});

test('two workers with the same events do each of them once', async () => {
  const connection = await connect({ accountId: '7' });
  await syncContacts(connection);
  await hubspot(
    7,
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
  await database.sql("update inbound_event set status = 'received'");
  await database.sql("update run set status = 'succeeded'");
  await Promise.all([work(), work(), work()]);
  expect(await openRuns()).toHaveLength(1);
  expect((await events()).filter((event) => event.status === 'done')).toHaveLength(50);
});
