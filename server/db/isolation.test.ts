import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type CustomerId, type EnvironmentId, newId } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';
import { controlDb, withTenant, withToken } from './tenant.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();

async function environmentWithCustomers(): Promise<{ environmentId: EnvironmentId; customers: CustomerId[] }> {
  const vendorId = newId('vendor');
  const environmentId = newId('environment');
  await controlDb().insertInto('vendor').values({ id: vendorId, name: 'Acme' }).execute();
  await controlDb()
    .insertInto('environment')
    .values({ id: environmentId, vendor_id: vendorId, name: 'Development', kind: 'development' })
    .execute();
  const customers = [newId('customer'), newId('customer')];
  await withTenant({ environmentId }, (tx) =>
    tx
      .insertInto('customer')
      .values(customers.map((id) => ({ environment_id: environmentId, id, external_id: id, name: id })))
      .execute(),
  );
  return { environmentId, customers };
}

test('a transaction sees its own environment only, whatever it asks for', async () => {
  const mine = await environmentWithCustomers();
  const theirs = await environmentWithCustomers();
  const seen = await withTenant({ environmentId: mine.environmentId }, (tx) =>
    tx.selectFrom('customer').select('id').execute(),
  );
  expect(seen.map((row) => row.id).sort()).toEqual([...mine.customers].sort());
  const stolen = await withTenant({ environmentId: mine.environmentId }, (tx) =>
    tx.selectFrom('customer').select('id').where('environment_id', '=', theirs.environmentId).execute(),
  );
  expect(stolen).toEqual([]);
});

test('an end user sees the own customer only', async () => {
  const { environmentId, customers } = await environmentWithCustomers();
  const [first] = customers;
  const seen = await withTenant({ environmentId, customerId: first }, (tx) =>
    tx.selectFrom('customer').select('id').execute(),
  );
  expect(seen).toEqual([{ id: first }]);
});

test('a row of another environment can not be written', async () => {
  const mine = await environmentWithCustomers();
  const theirs = await environmentWithCustomers();
  const write = withTenant({ environmentId: mine.environmentId }, (tx) =>
    tx
      .insertInto('customer')
      .values({ environment_id: theirs.environmentId, id: newId('customer'), external_id: 'x', name: 'x' })
      .execute(),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

test('a transaction that entered no tenant sees nothing', async () => {
  await environmentWithCustomers();
  const rows = await sql<{ count: number }>`select count(*)::integer as count from customer`.execute(controlDb());
  expect(rows.rows[0]?.count).toBe(0);
});

test('whoever holds a token sees the row of that token and no other', async () => {
  const { environmentId } = await environmentWithCustomers();
  await withTenant({ environmentId }, (tx) =>
    tx
      .insertInto('api_key')
      .values(
        ['one', 'two'].map((name) => ({
          environment_id: environmentId,
          id: newId('apiKey'),
          name,
          hint: name,
          token_hash: sha256(name),
        })),
      )
      .execute(),
  );
  expect(await withToken(sha256('one'), (db) => db.selectFrom('api_key').select('name').execute())).toEqual([
    { name: 'one' },
  ]);
  expect(await withToken(sha256('three'), (db) => db.selectFrom('api_key').select('name').execute())).toEqual([]);
});

test('every tenant table forces row level security, and starts its keys with the tenant', async () => {
  const tables = await database.sql<{ table: string; forced: boolean; enabled: boolean; policies: number }>(`
    select c.relname as "table", c.relforcerowsecurity as forced, c.relrowsecurity as enabled,
           (select count(*)::integer from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('environment_id', 'environment')
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`);
  // The dispatcher's table holds ids and a time, no data, and is read across tenants: that is its job.
  const guarded = tables.filter((row) => row.table !== 'sync_schedule');
  expect(guarded.length).toBeGreaterThan(20);
  for (const row of guarded) expect(row, row.table).toMatchObject({ forced: true, enabled: true });
  const keys = await database.sql<{ index: string; first: string }>(`
    select i.indexrelid::regclass::text as "index", a.attname as first
      from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      join pg_class c on c.oid = i.indrelid
     where i.indisunique and c.relnamespace = 'public'::regnamespace
       and exists (select from pg_attribute e where e.attrelid = c.oid and e.attname in ('environment_id', 'environment')) and c.relname <> 'sync_schedule'`);
  for (const key of keys) expect(key.first, key.index).toMatch(/^environment(_id)?$/);
});

test('the role of the app owns nothing and cannot pass by the policies', async () => {
  const [role] = await database.sql<{ super: boolean; bypass: boolean; owned: number }>(`
    select rolsuper as super, rolbypassrls as bypass, (select count(*)::integer from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = 'portico_app'`);
  expect(role).toEqual({ super: false, bypass: false, owned: 0 });
});
