import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { api, type TestVendor, testVendor, within } from './test-api.ts';

const database = testDatabase();

const customer = { externalId: 'globex', name: 'Globex' };
const create = (vendor: TestVendor, idempotencyKey: string, body: unknown = customer) =>
  api('POST', '/customers', { key: vendor.key, body, headers: { 'idempotency-key': idempotencyKey } });
const countCustomers = async ({ environmentId }: TestVendor) =>
  (await database.sql('select count(*)::integer as count from customer where environment_id = $1', [environmentId]))[0]
    ?.count;

test('the same key and body give the first answer again, and one effect', async () => {
  const vendor = await testVendor();
  const first = await create(vendor, 'k1');
  const again = await create(vendor, 'k1', { name: 'Globex', externalId: 'globex' });
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  expect(await countCustomers(vendor)).toBe(1);
});

test('another body, or another call, is told apart', async () => {
  const vendor = await testVendor();
  await create(vendor, 'k1');
  const other = await create(vendor, 'k1', { ...customer, name: 'Initech' });
  expect(other).toMatchObject({ status: 422, body: { error: { code: 'idempotency_mismatch' } } });
  const elsewhere = await api('POST', '/embed-sessions', {
    key: vendor.key,
    body: { customer: 'globex', user: { id: 'mara' } },
    headers: { 'idempotency-key': 'k1' },
  });
  expect(elsewhere).toMatchObject({ status: 422, body: { error: { code: 'idempotency_mismatch' } } });
});

test('two at once: one works, the other is asked to wait, and the effect is there once', async () => {
  const vendor = await testVendor();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 6 }, () => create(vendor, key)));
  const statuses = answers.map((answer) => answer.status).sort();
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
  expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
  expect(
    answers.filter((answer) => answer.status === 409).every((answer) => answer.headers.get('retry-after') === '1'),
  ).toBe(true);
  expect(await countCustomers(vendor)).toBe(1);
});

test('a refused write keeps no key: the same one works once the cause is mended', async () => {
  const vendor = await testVendor();
  await create(vendor, 'other');
  expect((await create(vendor, 'k1')).status).toBe(409);
  await within(vendor, (tx) => tx.deleteFrom('customer').execute());
  expect((await create(vendor, 'k1')).status).toBe(200);
});

test('a secret that is shown once is given again, and is not in the database in the clear', async () => {
  const vendor = await testVendor();
  const body = { url: 'https://acme.example/hooks' };
  const call = () => api('POST', '/webhook-endpoints', { key: vendor.key, body, headers: { 'idempotency-key': 'k1' } });
  const first = await call();
  expect(first.body).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });
  expect((await call()).body).toEqual(first.body);
  const [stored] = await database.sql<{ answer: string }>(
    'select answer from idempotency_key where environment_id = $1',
    [vendor.environmentId],
  );
  expect(Buffer.from(stored?.answer ?? '', 'base64').includes('whsec_')).toBe(false);
});

test('keys of two environments do not meet', async () => {
  const [one, other] = [await testVendor(), await testVendor()];
  const first = await create(one, 'k1');
  const second = await create(other, 'k1');
  expect(second.status).toBe(200);
  expect(second.body).not.toEqual(first.body);
});

test('a key is forgotten after a day', async () => {
  const vendor = await testVendor();
  await create(vendor, 'k1');
  await within(vendor, (tx) =>
    tx
      .updateTable('idempotency_key')
      .set({ created_at: new Date(Date.now() - 25 * 3600_000) })
      .execute(),
  );
  expect(await create(vendor, 'k1', { externalId: 'initech', name: 'Initech' })).toMatchObject({ status: 200 });
  await within(vendor, (tx) =>
    tx
      .updateTable('idempotency_key')
      .set({ created_at: new Date(Date.now() - 25 * 3600_000) })
      .execute(),
  );
  await create(vendor, 'k2', { externalId: 'hooli', name: 'Hooli' });
  const keys = await database.sql('select key from idempotency_key where environment_id = $1', [vendor.environmentId]);
  expect(keys).toEqual([{ key: 'k2' }]);
});

test.each(['', 'with space', 'x'.repeat(256)])('the key %j is refused', async (key) => {
  const vendor = await testVendor();
  const answer = await create(vendor, key);
  expect(answer).toMatchObject({ status: 422, body: { error: { code: 'invalid', field: 'Idempotency-Key' } } });
});
