import { beforeEach, expect, test } from 'vitest';
import { exportCustomer } from '#server/customers/export-customer.ts';
import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { destroyRetiredKeys } from '#server/keys/destroy-retired-keys.ts';
import { payloadColumns } from '#server/keys/payload-columns.ts';
import { sealRows } from '#server/keys/payloads.ts';
import { fails, Harbour, type Port, seedPort, vendorOf } from '#server/writes/test-harbour.ts';
import { sealRecords } from './seal-records.job.ts';

const database = testDatabase();
let harbour: Harbour;
let port: Port;
let vendor: ReturnType<typeof vendorOf>;

beforeEach(async () => {
  harbour = new Harbour();
  port = await seedPort();
  vendor = vendorOf(port, database);
});

const encrypt = async (records: boolean) => (await vendor.call('PUT', '/encryption', { records })).body;
const work = () => sealRecords({ environmentId: port.environmentId });
const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: port.environmentId }, fn);

/** Every table that holds this text anywhere, as a thief of the database would look for it. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await database.sql<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss') order by 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await database.sql(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
    if (row) found.push(name.replace('public.', ''));
  }
  return found;
}

const tables = [...new Set(payloadColumns.map(({ table }) => table))];

/** Lets a name into every place where what is in records may lie. */
async function leave(name: string, suffix: string): Promise<{ writes: string[] }> {
  harbour.edit(`row-${suffix}`, { name, berth: 'B1' });
  harbour.edit(`bad-${suffix}`, { name: { first: name } as never });
  harbour.edit(`told-${suffix}`, { name: 'as usual' });
  await vendor.pull();
  harbour.edit(`row-${suffix}`, { name: `${name} anew` });
  await vendor.pull();
  const items = [
    { id: `new-${suffix}`, data: { name } },
    { id: `refused-${suffix}`, key: `gone-${suffix}`, data: { name } },
  ];
  const first = await vendor.write(items);
  await vendor.work();
  // The app's own words, with what it was sent.
  harbour.faults.before = fails('invalid', { appMessage: `“${name}” is too long.` });
  const second = await vendor.write([{ id: `quoted-${suffix}`, data: { name, code: suffix } }]);
  await vendor.work();
  harbour.faults.before = undefined;
  const seen = (await vendor.feed()).cursor;
  harbour.edit(`row-${suffix}`, { name: `${name} by the app` });
  await vendor.pull();
  const third = await vendor.write([{ id: `torn-${suffix}`, key: `row-${suffix}`, data: { name: `${name} by us` } }], {
    seen,
    owners: { fields: { name: 'ask' } },
  });
  await vendor.work();
  await within(async (tx) => {
    const [row] = await sealRows(tx, 'inbound_event', [
      {
        environment_id: port.environmentId,
        id: newId('inboundEvent'),
        dedupe: newId('inboundEvent').slice(4).padEnd(32, '0').replaceAll(/[^0-9a-f]/g, '0').slice(0, 32), // biome-ignore format: one thought
        connector: 'harbour',
        subscription_id: null,
        connection_id: port.connectionId,
        customer_id: null,
        event_id: suffix,
        type: 'ship.changed',
        account: null,
        object: 'ship',
        external_id: `row-${suffix}`,
        happened_at: null,
        data: JSON.stringify({ name }),
        reason: null,
      },
    ]);
    if (row) await tx.insertInto('inbound_event').values(row).execute();
  });
  return { writes: [first.id, second.id, third.id] };
}

/** What readers are told of it all. */
async function told(writes: readonly string[]): Promise<string> {
  const failures = (await vendor.call('GET', '/failures?limit=100')).body;
  const causes = (await vendor.call('GET', '/failure-causes')).body;
  const events = (await vendor.call('GET', '/inbound-events?limit=100')).body;
  const items = [];
  for (const id of writes) items.push(await vendor.itemsOf(id));
  return JSON.stringify({ failures, causes, events, items, feed: (await vendor.feed()).records });
}

test('sealed, a dump of the database tells nothing of what is in records, wherever it lies, and readers notice nothing', async () => {
  const { writes } = await leave('Anna Blume', 'a');
  expect(await tablesWith('Anna Blume')).toEqual(expect.arrayContaining([...tables, 'record', 'record_before']));
  const before = await told(writes);
  expect(before).toContain('Anna Blume by the app');
  expect(before).toContain('is too long');

  await encrypt(true);
  await work();
  const later = await leave('Berta Blau', 'b');
  const left = [...(await tablesWith('Anna Blume')), ...(await tablesWith('Berta Blau'))];
  process.stdout.write(`at rest: what is in records lay in ${tables.length + 2} tables; sealed, in ${left.length}\n`);
  expect(left).toEqual([]);
  const sealedNow = await told([...writes, ...later.writes]);
  for (const text of [
    'Anna Blume by the app',
    '“Anna Blume” is too long.',
    '"app":"Berta Blau by the app"',
    '“Berta Blau” is too',
  ])
    expect(sealedNow, text).toContain(text);
  let exported = '';
  for await (const text of await exportCustomer({ environmentId: port.environmentId }, 'globex')) exported += text;
  for (const table of tables.filter((one) => one !== 'inbound_event'))
    expect(exported, table).toMatch(new RegExp(`"kind":"${table}".*(Anna Blume|Berta Blau)`));
  expect(exported).not.toMatch(/"~[A-Za-z0-9+/]{40}/);

  const replaced = await vendor.call('POST', '/encryption/replace-key', {});
  expect(replaced.body).toMatchObject({ records: 'sealing' });
  expect(await told([...writes, ...later.writes])).toBe(sealedNow);
  await work();
  expect((await vendor.call('GET', '/encryption')).body).toMatchObject({ records: 'on' });
  await destroyRetiredKeys({ environmentId: port.environmentId }, new Date(Date.now() + 3_600_000));
  expect(await database.sql('select id from data_key where for_records')).toHaveLength(1);
  expect(await told([...writes, ...later.writes])).toBe(sealedNow);

  await encrypt(false);
  await work();
  expect(await tablesWith('Berta Blau')).toEqual(expect.arrayContaining([...tables, 'record', 'record_before']));
  expect(await told([...writes, ...later.writes])).toBe(sealedNow);
}, 120_000);

test('who writes while records begin to be sealed is waited for: nothing is left in the clear', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let began = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const late = within(async (tx) => {
    await sealRows(tx, 'failure', [{ sync_id: '1', external_id: '1', input: 'plain', message: '' }]);
    began();
    await held;
  });
  await hasBegun;
  let isOn = false;
  const switching = encrypt(true).then(() => {
    isOn = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const state = () => controlDb().selectFrom('environment').select('record_encryption').execute();
  expect([isOn, ...(await state()).map((row) => row.record_encryption)]).not.toContain(true);
  release();
  await Promise.all([late, switching]);
  expect(isOn).toBe(true);
});

test('without sealed records there is no key to replace, and it is said so', async () => {
  const { status, body } = await vendor.call('POST', '/encryption/replace-key', {});
  expect(status).toBe(409);
  expect(body).toMatchObject({ error: { message: expect.stringMatching(/not encrypted/) } });
});
