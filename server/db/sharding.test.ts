import { expect, test } from 'vitest';
import { testDatabase } from './test-database.ts';

/*
 * A distributed PostgreSQL shards tables by a column that every key of them holds. Ours is the environment: this keeps
 * the schema such that it could be taken there as it is.
 */
const database = testDatabase();

/** They stay on the coordinator, or are copied to every node: few rows, or the dispatcher's. */
const unsharded = [
  'environment',
  'kysely_migration',
  'kysely_migration_lock',
  'member',
  'member_session',
  'rate_limit',
  'sync_schedule',
  'vendor',
  'worker',
];
const tenant = ['environment', 'environment_id'];

test('every table is the tenants’, or one of the few that are not', async () => {
  const tables = await database.sql<{ name: string; sharded: boolean }>(`
    select c.relname as name, exists (select from pg_attribute a
             where a.attrelid = c.oid and a.attname in ('environment', 'environment_id')) as sharded
      from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`);
  const others = tables.filter((table) => !table.sharded || table.name === 'sync_schedule').map((table) => table.name);
  expect(others).toEqual(unsharded);
});

test('a key of a tenant’s table begins with the tenant, and so a row and all that refers to it are on one node', async () => {
  const keys = await database.sql<{ table: string; key: string; first: string }>(`
    select c.relname as "table", i.indexrelid::regclass::text as key, a.attname as first
      from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indisunique and c.relnamespace = 'public'::regnamespace`);
  const sharded = keys.filter((key) => !unsharded.includes(key.table));
  expect(sharded.length).toBeGreaterThan(20);
  expect(sharded.filter((key) => !tenant.includes(key.first))).toEqual([]);
});

test('what refers to another row names its tenant in the same place', async () => {
  const references = await database.sql<{
    name: string;
    table: string;
    target: string;
    columns: string;
    targets: string;
  }>(`
    select k.conname as name, k.conrelid::regclass::text as "table", k.confrelid::regclass::text as target,
           (select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) as columns,
           (select a.attname from pg_attribute a where a.attrelid = k.confrelid and a.attnum = k.confkey[1]) as targets
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
  const between = references.filter((one) => !unsharded.includes(one.table) && !unsharded.includes(one.target));
  expect(between.length).toBeGreaterThan(10);
  expect(between.filter((one) => !tenant.includes(one.columns) || one.columns !== one.targets)).toEqual([]);
  const outwards = references.filter((one) => !unsharded.includes(one.table) && unsharded.includes(one.target));
  expect(outwards.filter((one) => one.target !== 'environment')).toEqual([]);
  expect(references.filter((one) => unsharded.includes(one.table) && !unsharded.includes(one.target))).toEqual([]);
});
