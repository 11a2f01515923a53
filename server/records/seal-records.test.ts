import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { exportCustomer } from '#server/customers/export-customer.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { destroyRetiredKeys } from '#server/keys/destroy-retired-keys.ts';
import { rotateDataKey } from '#server/keys/rotate-data-key.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import { browseRecords } from './list-records.queries.ts';
import { readChanges } from './read-feed.ts';
import { readRecordDetail } from './record-detail.ts';
import { sealRecords } from './seal-records.job.ts';
import { writeTest } from './test-records.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

let seeded: SeededSync;
let key: string;
const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);
const write = (change: Parameters<typeof writeTest>[2]) => within((tx) => writeTest(tx, seeded.syncId, change));
const encrypt = async (records: boolean) => (await api('PUT', '/encryption', { key, body: { records } })).body;
const work = () => sealRecords({ environmentId: seeded.environmentId });

beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  key = (await within((tx) => createApiKey(tx, { name: 'test' }))).secret;
});

/** How many rows of the store hold this text in the clear. */
async function inTheClear(text: string): Promise<number> {
  const [row] = await database.sql<{ count: number }>(
    `select (select count(*) from record t where t::text like $1) + (select count(*) from record_before t where t::text like $1)
          + (select count(*) from record_raw t where t::text like $1) as count`,
    [`%${text}%`],
  );
  return Number(row?.count);
}
const told = async () =>
  (await within((tx) => readChanges(tx, { model: 'entry', limit: 1000 }))).changes.map(({ row }) => [
    row.external_id,
    row.seq,
    row.data,
  ]);

test('switched on, nothing of a record is left in the clear, and every reader reads as before; switched off, all is as it was', async () => {
  const many = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`k${i}`, { name: `Anna Blume ${i}` }]));
  await write({ put: many });
  await write({ put: { k1: { name: 'Anna Blume anew' } }, remove: ['k2'] });
  const { stream, slot } = await within((tx) =>
    tx.selectFrom('record').select(['stream', 'slot']).where('external_id', '=', 'k1').executeTakeFirstOrThrow(),
  );
  await within((tx) => tx.insertInto('record_raw').values({ stream, slot, raw: '{"n":"Anna Blume raw"}' }).execute());
  const before = await told();
  expect(await inTheClear('Anna Blume')).toBe(1102);
  expect(await encrypt(true)).toEqual({ records: 'sealing', progress: { done: 0, total: 1099 } });
  // While the job has not come by, both ways stand side by side.
  await write({ put: { fresh: { name: 'Anna Blume fresh' } } });
  expect(await inTheClear('Anna Blume fresh')).toBe(0);
  await work();
  expect((await api('GET', '/encryption', { key })).body).toEqual({ records: 'on', progress: null });
  const left = await inTheClear('Anna Blume');
  process.stdout.write(`at rest: ${left} of 1103 texts of records in the clear once records are encrypted\n`);
  expect(left).toBe(0);
  expect((await told()).filter(([id]) => id !== 'fresh')).toEqual(before);

  const detail = await within((tx) => readRecordDetail(tx, seeded.syncId, 'k1'));
  expect(detail).toMatchObject({
    data: { name: 'Anna Blume anew' },
    before: { data: { name: 'Anna Blume 1' } },
    raw: { n: 'Anna Blume raw' },
  });
  const browse = (search: string) => within((tx) => browseRecords(tx, { stream, search, after: '', limit: 5 }));
  expect((await browse('Blume')).rows).toEqual([]);
  expect((await browse('k77')).rows[0]).toMatchObject({ external_id: 'k77', data: '{"name":"Anna Blume 77"}' });
  const body = { model: 'entry', ids: ['k9'] };
  expect((await api('POST', '/records/get', { key, body })).body).toMatchObject({
    records: [{ data: { name: 'Anna Blume 9' } }],
  });
  let exported = '';
  for await (const text of await exportCustomer({ environmentId: seeded.environmentId }, 'globex')) exported += text;
  for (const text of ['Anna Blume anew', 'Anna Blume 1\\', 'Anna Blume raw']) expect(exported, text).toContain(text);

  expect(await encrypt(false)).toMatchObject({ records: 'opening', progress: { done: 0 } });
  await work();
  expect((await told()).filter(([id]) => id !== 'fresh')).toEqual(before);
  expect(await inTheClear('~')).toBe(0);
});

test('sealed, a record that is the same is no change, whatever the order of its keys', async () => {
  await encrypt(true);
  await work();
  await write({ put: { a: { one: 1, two: 2 }, b: { one: 1 } } });
  const before = await told();
  await write({ put: { a: { two: 2, one: 1 }, b: { one: 1 } } });
  expect(await told()).toEqual(before);
  await write({ put: { a: { two: 3, one: 1 } } });
  expect((await told()).at(-1)).toMatchObject(['a', expect.any(Number), '{"two":3,"one":1}']);
});

test('a change of data keys leaves records readable, and a text in another place does not open', async () => {
  await encrypt(true);
  await work();
  await write({ put: { a: { name: 'A' }, b: { name: 'B' } } });
  const before = await told();
  await rotateDataKey({ environmentId: seeded.environmentId });
  await destroyRetiredKeys({ environmentId: seeded.environmentId }, new Date(Date.now() + 3_600_000));
  expect(await told()).toEqual(before);
  await database.sql(
    "update record r set data = o.data from record o where o.stream = r.stream and r.external_id = 'a' and o.external_id = 'b'",
  );
  await expect(told()).rejects.toThrow();
});
