import { afterAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { closeEgress } from '#server/http/egress.ts';
import { type Id, newId, type SyncId } from '#server/ids.ts';
import { type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { createEndpoint } from './create-endpoint.ts';
import { sendDelivery } from './send-delivery.job.ts';
import { changeWindowSeconds, tellOfChanges } from './tell-changes.ts';
import { TestReceiver } from './test-receiver.ts';

process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
testDatabase();

let receiver: TestReceiver;
let vendor: TestVendor;
let time: number;
const clock = { now: () => new Date(time) };
const syncId = newId('sync');
const customerId = newId('customer');

beforeEach(async () => {
  receiver = new TestReceiver();
  const url = await receiver.start();
  vendor = await testVendor();
  await within(vendor, (tx) => createEndpoint(tx, { url, events: [] }));
  time = Date.now() + 1000;
  return () => receiver.stop();
});
afterAll(closeEgress);

const tell = (cursor: string, added = 1, of: SyncId = syncId) =>
  within(vendor, (tx) => {
    const changes = { customerId, customerExternalId: 'globex', syncId: of, model: 'contact', added, updated: 0 };
    return tellOfChanges(tx, { ...changes, deleted: 0, cursor }, clock.now());
  });
const deliveries = () => within(vendor, (tx) => tx.selectFrom('delivery').selectAll().orderBy('id').execute());
const send = (deliveryId: Id<'delivery'>) => sendDelivery({ environmentId: vendor.environmentId, deliveryId }, clock);
const told = () => receiver.received.map(({ body }) => JSON.parse(body).data);

test('what comes while a message waits joins it: one message, the last cursor, all counts', async () => {
  await tell('c1');
  await tell('c2', 5);
  await tell('other', 1, newId('sync'));
  await tell('c3');
  const waiting = await deliveries();
  expect(waiting).toHaveLength(2);
  const [first] = waiting;
  if (!first) throw new Error('Nothing waits.');
  await send(first.id);
  expect(told()).toMatchObject([{ added: 7, cursor: 'c3' }]);
});

test('what comes after a message began to be sent is a message of its own, at the end of the window', async () => {
  await tell('c1');
  const [first] = await deliveries();
  if (!first) throw new Error('Nothing waits.');
  receiver.answer = { status: 500 };
  await send(first.id);
  receiver.answer = { status: 204 };
  await tell('c2');
  await tell('c3', 2);
  const [, second, third] = await deliveries();
  if (!second || third) throw new Error('There should be two.');
  expect(JSON.parse(second.payload).data).toMatchObject({ added: 3, cursor: 'c3' });
  const wait = (second.next_attempt_at?.getTime() ?? 0) - time;
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(changeWindowSeconds * 1000);
  await send(second.id);
  expect(receiver.received).toHaveLength(1);
  time += changeWindowSeconds * 1000;
  await send(second.id);
  expect(receiver.received).toHaveLength(2);
  time += changeWindowSeconds * 1000 + 1;
  await tell('c4');
  const latest = (await deliveries()).at(-1);
  expect(latest?.next_attempt_at?.getTime()).toBeLessThanOrEqual(Date.now());
});

test('nothing is lost between a sender and what joins at the same moment', async () => {
  for (let round = 0; round < 15; round++) {
    time += 60_000;
    await tell(`${round}`);
    const waiting = (await deliveries()).find((row) => row.status === 'pending');
    if (!waiting) throw new Error('Nothing waits.');
    await Promise.all([send(waiting.id), tell(`${round}b`)]);
    time += 60_000;
    for (const { id, status } of await deliveries()) if (status === 'pending') await send(id);
  }
  const added = told().reduce((sum: number, data: { added: number }) => sum + data.added, 0);
  expect(added).toBe(30);
  expect(told().at(-1)).toMatchObject({ cursor: '14b' });
});
