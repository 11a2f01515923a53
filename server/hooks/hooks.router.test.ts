import { createHmac } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { api, type TestVendor, testVendor, textAt, within } from '#server/trpc/test-api.ts';
import { processEvents } from './process-events.job.ts';
import { seedConnection } from './test-connection.ts';
import { publicUrl, testHooks } from './test-hooks.ts';

const database = testDatabase();
const { tell } = testHooks();
let vendor: TestVendor;
beforeAll(async () => {
  vendor = await testVendor();
});

const connect = async (connector: string) =>
  (await within(vendor, (tx) => seedConnection(tx, { connector, customer: connector }))).connectionId;
const hooksOf = (id: string, method = 'GET', more = '', body?: unknown) =>
  api(method, `/connections/${id}/hooks${more}`, { key: vendor.key, body });

test('an address that a person enters at the app, with our secret or with the app’s', async () => {
  const id = await connect('http');
  expect((await hooksOf(id)).body).toMatchObject({ way: 'entered', address: null, status: 'off', lastEventAt: null });
  const early = await hooksOf(id, 'PUT', '/secret', { secret: 'the-app-has-chosen-it' });
  expect(early.body).toMatchObject({ error: { field: 'secret', remedy: 'Ask for its address first.' } });

  const asked = await hooksOf(id, 'POST');
  expect(asked.body).toMatchObject({ status: 'active', asked: true, secret: expect.stringMatching(/^[\w-]{43}$/) });
  const [address, secret] = [textAt(asked.body, 'address'), textAt(asked.body, 'secret')];
  expect(address).toMatch(new RegExp(`^${publicUrl}/api/hooks/${vendor.environmentId}/hks_\\w{20}$`));
  const send = async (key: string, body: string) => {
    const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
    return (await tell(address, { body, headers: { 'x-hub-signature-256': signature } })).status;
  };
  expect(await send(secret, '{"type":"order.paid"}')).toBe(200);
  // Once more it is shown without the secret, and is the same.
  expect((await hooksOf(id, 'POST')).body).toMatchObject({ address, secret: null });
  expect((await hooksOf(id, 'PUT', '/secret', { secret: 'the-app-has-chosen-it' })).status).toBe(200);
  expect([await send(secret, '{"n":2}'), await send('the-app-has-chosen-it', '{"n":3}')]).toEqual([401, 200]);

  const jobs = await database.sql<{ data: unknown }>("select data from pgboss.job where name = 'hook'");
  for (const { data } of jobs) await processEvents(data);
  expect((await hooksOf(id)).body).toMatchObject({ lastEventAt: expect.any(String) });
  const told = await api('GET', `/inbound-events?connectionId=${id}&limit=1`, { key: vendor.key });
  expect(told.body).toMatchObject({
    items: [{ connectionId: id, connector: 'http', type: 'received', status: 'done' }],
  });
  const rest = await api('GET', `/inbound-events?cursor=${textAt(told.body, 'nextCursor')}&status=done`, {
    key: vendor.key,
  });
  expect(rest.body).toMatchObject({ items: [{ type: 'order.paid' }], nextCursor: null });

  expect((await hooksOf(id, 'DELETE')).body).toMatchObject({ status: 'off', address: null });
  expect(await send('the-app-has-chosen-it', '{"n":4}')).toBe(410);
});

test('one address for all accounts is shown, not asked for', async () => {
  const id = await connect('slack');
  const address = `${publicUrl}/api/hooks/${vendor.environmentId}/slack`;
  expect((await hooksOf(id)).body).toMatchObject({ way: 'app', address, status: 'active', needed: false });
  const asked = await hooksOf(id, 'POST');
  expect(asked.body).toMatchObject({ error: { remedy: `Enter ${address} where your app is registered at Slack.` } });
});

test('an app that is asked is asked by a job; one that tells of nothing says so', async () => {
  const id = await connect('asana');
  expect((await hooksOf(id, 'POST')).body).toMatchObject({
    way: 'made',
    address: null,
    status: 'pending',
    secret: null,
  });
  const jobs = await database.sql("select 1 from pgboss.job where name = 'hook_subscription'");
  expect(jobs).toHaveLength(1);
  expect((await hooksOf(id, 'DELETE')).body).toMatchObject({ asked: false, needed: false });
  const silent = await connect('postgres');
  expect((await hooksOf(silent)).body).toMatchObject({ way: 'none', status: 'off' });
  expect((await hooksOf(silent, 'POST')).body).toMatchObject({
    error: { message: 'PostgreSQL does not tell of changes.' },
  });
});
