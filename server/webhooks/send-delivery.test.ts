import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { closeEgress } from '#server/http/egress.ts';
import { type Id, idSchema, newId } from '#server/ids.ts';
import { api, type TestVendor, testVendor, textAt, within } from '#server/trpc/test-api.ts';
import { createEndpoint } from './create-endpoint.ts';
import type { Message } from './message.ts';
import { replayDelivery } from './replay-delivery.ts';
import { sendDelivery } from './send-delivery.job.ts';
import { tell } from './tell.ts';
import { TestReceiver } from './test-receiver.ts';
import { getDelivery, getEndpoint, listAttempts, listEndpoints } from './webhook.queries.ts';

process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
const database = testDatabase();

let receiver: TestReceiver;
let vendor: TestVendor;
let endpointId: Id<'endpoint'>;
let secret: string;
let url: string;
let time: number;
const clock = { now: () => new Date(time) };

const message: Message = {
  type: 'connection.created',
  data: { connectionId: newId('connection'), customerId: newId('customer'), connector: 'ledger' },
};

beforeEach(async () => {
  receiver = new TestReceiver();
  url = await receiver.start();
  vendor = await testVendor();
  const made = await within(vendor, (tx) => createEndpoint(tx, { url, events: [] }));
  endpointId = made.row.id;
  secret = made.secret;
  time = Date.now() + 1000;
  return () => receiver.stop();
});

afterAll(closeEgress);

type DeliveryId = Id<'delivery'>;

const deliveries = () => within(vendor, (tx) => tx.selectFrom('delivery').selectAll().orderBy('id').execute());

async function told(what: Message = message): Promise<DeliveryId> {
  await within(vendor, (tx) => tell(tx, what));
  const last = (await deliveries()).at(-1);
  if (!last) throw new Error('Nothing was told.');
  return last.id;
}

const send = (deliveryId: DeliveryId) => sendDelivery({ environmentId: vendor.environmentId, deliveryId }, clock);
const delivery = (id: DeliveryId) => within(vendor, (tx) => getDelivery(tx, id));
const attempts = (id: DeliveryId) => within(vendor, (tx) => listAttempts(tx, id));
const endpoint = () => within(vendor, (tx) => getEndpoint(tx, endpointId));
const jobs = (deliveryId: DeliveryId) =>
  database.sql<{ start_after: Date }>(
    "select start_after from pgboss.job where name = 'delivery' and data->>'deliveryId' = $1 order by start_after",
    [deliveryId],
  );

describe('sending', () => {
  test('the bytes verify with the receiver’s secret, by the standard’s package and by hand', async () => {
    const id = await told();
    await send(id);
    const [got] = receiver.received;
    const headers = got?.headers ?? {};
    const body = got?.body ?? '';
    const verified = new Webhook(secret).verify(body, {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    });
    expect(verified).toMatchObject({ type: 'connection.created', timestamp: expect.any(String), data: message.data });
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    const row = await delivery(id);
    expect(row).toMatchObject({
      status: 'delivered',
      attempts: 1,
      next_attempt_at: null,
      delivered_at: expect.any(Date),
    });
    expect(headers['webhook-id']).toBe(row.message_id);
    expect(await attempts(id)).toMatchObject([{ number: 1, status: 204, error: null }]);
  });

  test('a job that runs twice, also at the same time, sends once', async () => {
    const id = await told();
    receiver.answer = { status: 200, delayMs: 200 };
    await Promise.all([send(id), send(id), send(id)]);
    await send(id);
    expect(receiver.received).toHaveLength(1);
    expect(await attempts(id)).toHaveLength(1);
  });

  test('a worker that died in the middle is followed by another one, and can no longer write when it wakes up', async () => {
    const id = await told();
    receiver.answer = { status: 500, delayMs: 400 };
    const asleep = send(id);
    await expect.poll(() => receiver.received.length).toBe(1);
    time += 31_000;
    receiver.answer = { status: 200 };
    await send(id);
    expect(await delivery(id)).toMatchObject({ status: 'delivered', attempts: 2 });
    await asleep;
    expect(await delivery(id)).toMatchObject({ status: 'delivered', attempts: 2 });
    expect((await attempts(id)).map((row) => row.number)).toEqual([2]);
  });

  test('a failure is tried again by the schedule, each time by a job of its own, until it arrives', async () => {
    const id = await told();
    receiver.answer = { status: 503, body: `down ${'x'.repeat(5000)} sk_dev_${'a'.repeat(36)}` };
    await send(id);
    const first = await delivery(id);
    expect(first).toMatchObject({ status: 'pending', attempts: 1 });
    expect((first.next_attempt_at?.getTime() ?? 0) - time).toBe(5000);
    expect((await jobs(id)).at(-1)?.start_after.getTime()).toBe(first.next_attempt_at?.getTime());
    expect((await endpoint()).failing_since).not.toBeNull();
    const [attempt] = await attempts(id);
    expect(attempt).toMatchObject({ status: 503, error: expect.stringMatching(/503/) });
    expect(attempt?.response?.length).toBeLessThanOrEqual(1024);
    await send(id);
    expect(receiver.received).toHaveLength(1);
    time += 5000;
    receiver.answer = { status: 200 };
    await send(id);
    expect(await delivery(id)).toMatchObject({ status: 'delivered', attempts: 2 });
    expect((await endpoint()).failing_since).toBeNull();
  });

  test('the tenth failure is the last', async () => {
    const id = await told();
    receiver.answer = { status: 500 };
    for (let i = 0; i < 10; i++) {
      await send(id);
      time = (await delivery(id)).next_attempt_at?.getTime() ?? time;
    }
    expect(await delivery(id)).toMatchObject({ status: 'failed', attempts: 10, next_attempt_at: null });
    await send(id);
    expect(receiver.received).toHaveLength(10);
  });

  test('410 switches the endpoint off, with the reason', async () => {
    receiver.answer = { status: 410 };
    const first = await told();
    const second = await told();
    await send(first);
    expect(await delivery(first)).toMatchObject({ status: 'failed' });
    expect(await endpoint()).toMatchObject({ status: 'disabled', disabled_reason: expect.stringMatching(/410/) });
    await send(second);
    expect(receiver.received).toHaveLength(1);
    expect(await delivery(second)).toMatchObject({ status: 'failed', attempts: 0 });
    await within(vendor, (tx) => tell(tx, message));
    expect(await deliveries()).toHaveLength(2);
  });

  test('five days of failure switch the endpoint off', async () => {
    receiver.answer = { status: 500 };
    await send(await told());
    time += 5 * 86_400_000;
    await send(await told());
    expect(await endpoint()).toMatchObject({ status: 'disabled', disabled_reason: expect.stringMatching(/5 days/) });
  });

  test('a redirect is not followed: it would carry the message to somebody who was not registered', async () => {
    receiver.answer = { status: 302, headers: { location: url } };
    const id = await told();
    await send(id);
    expect(receiver.received).toHaveLength(1);
    expect(await attempts(id)).toMatchObject([{ status: 302, error: expect.stringMatching(/redirect/) }]);
  });

  test('an address that nobody listens at is a failure with a sentence', async () => {
    await receiver.stop();
    const id = await told();
    await send(id);
    expect(await attempts(id)).toMatchObject([
      { status: null, error: expect.stringMatching(/could not be reached/), response: null },
    ]);
    expect(await delivery(id)).toMatchObject({ status: 'pending', attempts: 1 });
  });

  test('what a receiver answers is kept without what PostgreSQL can not hold, and without tokens', async () => {
    receiver.answer = { status: 400, body: `nul \0 and sk_dev_${'a'.repeat(36)}` };
    const id = await told();
    await send(id);
    expect((await attempts(id))[0]?.response).toBe('nul  and [secret]');
  });
});

test('a replay is a delivery of its own with the same message id', async () => {
  const id = await told();
  await send(id);
  const { body } = await api('POST', `/webhook-deliveries/${id}/replay`, { key: vendor.key, body: {} });
  expect(body).toMatchObject({ status: 'pending', replayOf: id });
  const replayId = idSchema('delivery').parse(textAt(body, 'id'));
  await send(replayId);
  expect(receiver.received.map((one) => one.headers['webhook-id'])).toEqual(
    Array(2).fill((await delivery(id)).message_id),
  );
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  await within(vendor, (tx) => tx.updateTable('endpoint').set({ status: 'disabled' }).execute());
  await expect(within(vendor, (tx) => replayDelivery(tx, id))).rejects.toMatchObject({ code: 'conflict' });
});

test('the API shows endpoints without their secret, and deliveries with message and attempts', async () => {
  const id = await told();
  await send(id);
  const list = await api('GET', '/webhook-endpoints', { key: vendor.key });
  expect(list.body).toMatchObject({ items: [{ id: endpointId, url, status: 'enabled' }] });
  expect(JSON.stringify(list.body)).not.toContain('whsec');
  const stored = await within(vendor, (tx) => listEndpoints(tx, { limit: 1 }));
  expect(stored[0]?.secret.includes(secret)).toBe(false);
  const page = await api('GET', `/webhook-endpoints/${endpointId}/deliveries?status=delivered`, { key: vendor.key });
  expect(page.body).toMatchObject({ items: [{ id, attempts: 1 }] });
  const detail = await api('GET', `/webhook-deliveries/${id}`, { key: vendor.key });
  expect(detail.body).toMatchObject({
    payload: { type: 'connection.created' },
    attemptList: [{ number: 1, status: 204 }],
  });
  expect(await api('DELETE', `/webhook-endpoints/${endpointId}`, { key: vendor.key })).toMatchObject({
    status: 200,
    body: { deleted: true },
  });
  await send(id);
  expect(receiver.received).toHaveLength(1);
});
