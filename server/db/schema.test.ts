import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loginRole } from './app-role.ts';
import { migrate, readMigrations } from './migrate.ts';
import { dumpSchema } from './schema-dump.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();
const folder = join(import.meta.dirname, '../../migrations');
const golden = join(folder, 'schema.sql');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .sort();
let pool: Pool;
beforeAll(() => {
  pool = new Pool({ connectionString: database.ownerUrl(), max: 1 });
});
afterAll(() => pool.end());

describe('the schema', () => {
  test('is what migrations/schema.sql says (UPDATE_SCHEMA=1 writes it anew)', async () => {
    const dump = await dumpSchema(pool);
    if (process.env.UPDATE_SCHEMA === '1') writeFileSync(golden, dump);
    expect(dump).toBe(readFileSync(golden, 'utf8'));
  });

  test('can be taken back and made again', async () => {
    const before = await dumpSchema(pool);
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    const migrations = Object.entries(await readMigrations(folder)).sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [, migration] of migrations.toReversed()) await migration.down?.(db);
    expect((await dumpSchema(pool)).trim()).toBe('');
    for (const [, migration] of migrations) await migration.up(db);
    expect(await dumpSchema(pool)).toBe(before);
  });
});

describe('migrating', () => {
  const applied = Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

  function migrations(name: string, files: Record<string, string>): string {
    // Inside the project, so that a migration finds kysely.
    const path = join(import.meta.dirname, `../../.portico-test-${process.pid}-${name}`);
    mkdirSync(path, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  }

  test('that fails half-way changes nothing and names the migration', async () => {
    const path = migrations('broken', {
      ...applied,
      '2026-12-01-broken.ts': `import { sql } from 'kysely';
        export async function up(db) { await sql\`create table half (id text)\`.execute(db); await sql\`select no_such_function()\`.execute(db); }
        export async function down() {}`,
    });
    try {
      await expect(migrate({ ownerUrl: database.ownerUrl(), folder: path })).rejects.toMatchObject({
        code: 'misconfigured',
        message: expect.stringMatching(/2026-12-01-broken failed.*no_such_function/),
      });
      expect(await database.sql("select to_regclass('public.half') as half")).toEqual([{ half: null }]);
    } finally {
      rmSync(path, { recursive: true });
    }
  });

  test('a database of a newer version is refused with its name', async () => {
    await database.sql("insert into kysely_migration (name, timestamp) values ('2027-01-01-future', now()::text)");
    await expect(migrate({ ownerUrl: database.ownerUrl() })).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('2027-01-01-future'),
    });
    await database.sql("delete from kysely_migration where name = '2027-01-01-future'");
  });
});

describe('an owner who is no superuser', () => {
  test('sets everything up with the right CREATEROLE, and row level security holds for itself too', async () => {
    const name = `owner_${process.pid}`;
    await database.sql(`create role ${name} login createrole password 'owner'`);
    await database.sql(`create database ${name} owner ${name}`);
    const url = new URL(database.ownerUrl());
    Object.assign(url, { username: name, password: 'owner', pathname: `/${name}` });
    try {
      // The roles are the whole server's and were made by the superuser of this test run; their maker may change them.
      for (const role of ['portico_app', loginRole().name])
        await database.sql(`grant ${role} to ${name} with admin option`);
      expect(await migrate({ ownerUrl: url.toString() })).toEqual(files.map((name) => name.slice(0, -3)));
      expect(await migrate({ ownerUrl: url.toString() })).toEqual([]);
    } finally {
      await database.sql(`drop database ${name} with (force)`);
      await database.sql(`drop role ${name}`);
    }
  });
});
