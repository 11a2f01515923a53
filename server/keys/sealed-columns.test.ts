import { expect, test } from 'vitest';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { seal } from './seal.ts';
import { sealedColumns, unsealedByteColumns } from './sealed-columns.ts';

const database = testDatabase();
const name = ({ table, column }: { table: string; column: string }) => `${table}.${column}`;

test('every column of bytes is sealed or known to hold nothing that needs it', async () => {
  const columns = await database.sql<{ column: string }>(`
    select format('%s.%s', c.relname, a.attname) as "column"
      from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.atttypid = 'bytea'::regtype
       and not a.attisdropped order by 1`);
  const sealed = sealedColumns.filter(({ kept }) => kept === 'bytes').map(name);
  expect(columns.map((one) => one.column)).toEqual([...sealed, ...unsealedByteColumns].sort());
});

test('nothing is sealed for a column that is not in the list', async () => {
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const sealing = withTenant({ environmentId }, (tx) =>
    seal(tx, { table: 'run', row: 'run_1', column: 'secret' }, 'x'),
  );
  await expect(sealing).rejects.toThrow('run.secret is not in sealed-columns.ts');
});

test('its keys tell the rows of a table apart', async () => {
  for (const { table, key, row, column } of sealedColumns) {
    const unique = await database.sql(
      `select 1 from pg_index i where i.indrelid = $1::regclass and i.indisunique
          and (select array_agg(a.attname::text order by a.attname) from pg_attribute a
                where a.attrelid = i.indrelid and a.attnum = any(i.indkey)) = $2::text[]`,
      [table, ['environment_id', key].sort()],
    );
    expect(unique.length, `${table} (environment_id, ${key})`).toBeGreaterThan(0);
    const known = await database.sql('select 1 from pg_attribute where attrelid = $1::regclass and attname = any($2)', [
      table,
      [row, column],
    ]);
    expect(known, `${table}.${row}, ${table}.${column}`).toHaveLength(2);
  }
});
