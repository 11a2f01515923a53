import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#server/errors.ts';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.ts';
import { processesOf, scratchFolder } from './parent-process.fixture.ts';

const password = "it's / a: p@ssword?";
const scratch = scratchFolder();
const dataDir = join(scratch.folder, 'data');
const cluster = join(dataDir, 'cluster');
let taken: Server;
let takenPort = 0;

const start = (options: Partial<EmbeddedPostgresOptions> = {}) =>
  startEmbeddedPostgres({ dataDir, password, ...options });

async function refusal(options: Partial<EmbeddedPostgresOptions>): Promise<AppError> {
  const outcome = await start(options).then(
    async (database) => {
      await database.stop();
      return undefined;
    },
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw new Error(`expected a refusal, got ${outcome}`);
  expect(outcome.remedy).toBeTruthy();
  expect(outcome.code).toBe('misconfigured');
  return outcome;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  takenPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
});

afterAll(() => {
  taken.close();
  scratch.remove();
});

test('the second start is on the same port with the same data, and says nothing', async () => {
  const said: string[] = [];
  const first = await start({ onProgress: (sentence) => said.push(sentence) });
  await query(first.url, 'create database kept');
  await query(first.adminUrl('kept'), 'create table note as select 1 as id');
  await first.stop();
  expect(said.join()).toContain(dataDir);

  const second = await start({ onProgress: (sentence) => said.push(sentence) });
  expect(await query(second.adminUrl('kept'), 'select id from note')).toEqual([{ id: 1 }]);
  expect(second.port).toBe(first.port);
  expect(said).toHaveLength(1);
  await second.stop();
});

test('stop leaves no process, no lock and no password file', async () => {
  const database = await start();
  expect(processesOf(cluster)).not.toEqual([]);
  await Promise.all([database.stop(), database.stop()]);
  expect(processesOf(cluster)).toEqual([]);
  expect(readdirSync(dataDir).sort()).toEqual(['cluster', 'port', 'postgres.log', 'postgres.previous.log']);
});

test('it listens on 127.0.0.1 with a password only, is UTF8 in the C locale, and plans for the values at hand', async () => {
  const database = await start({ maxConnections: 17 });
  const [row] = await query(
    database.url,
    `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
       current_setting('max_connections') as connections, current_setting('fsync') as fsync, current_setting('jit') as jit,
       current_setting('plan_cache_mode') as plans, current_setting('server_encoding') as encoding, current_user as name,
       (select datcollate from pg_database where datname = 'template1') as locale,
       (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as auth`,
  );
  await database.stop();
  expect(row).toEqual({
    ...{ listen: '127.0.0.1', sockets: '', connections: '17', fsync: 'on', jit: 'off', plans: 'force_custom_plan' },
    ...{ encoding: 'UTF8', name: 'portico_admin', locale: 'C', auth: 'scram-sha-256' },
  });
});

test('the log holds no statement and no value of a failed one', async () => {
  const database = await start();
  await query(database.url, 'create table person (email text primary key)');
  const add = () => query(database.url, "insert into person values ('kim@example.com')");
  await add();
  await expect(add()).rejects.toThrow('duplicate key');
  await database.stop();
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('kim@example.com');
});

test('a given port that is taken is an error that names it', async () => {
  expect((await refusal({ port: takenPort })).message).toContain(`port ${takenPort}`);
});

test('a remembered port that is taken is exchanged', async () => {
  writeFileSync(join(dataDir, 'port'), `${takenPort}\n`);
  const database = await start();
  await database.stop();
  expect(database.port).not.toBe(takenPort);
  expect(readFileSync(join(dataDir, 'port'), 'utf8')).toBe(`${database.port}\n`);
});

test('a second start on a folder in use names the process that uses it', async () => {
  const database = await start();
  expect((await refusal({})).message).toBe(`Another Portico is already using ${dataDir} (process ${process.pid}).`);
  expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await database.stop();
});

test('another password than the database has is one sentence, and leaves nothing running', async () => {
  expect((await refusal({ password: () => 'another' })).message).toMatch(
    /^The password that Portico has is not that of/,
  );
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
  expect(existsSync(join(dataDir, 'owner.json'))).toBe(false);
});

test('data of another PostgreSQL is left alone', async () => {
  writeFileSync(join(cluster, 'PG_VERSION'), '17\n');
  const { message } = await refusal({});
  writeFileSync(join(cluster, 'PG_VERSION'), '18\n');
  expect(message).toBe(`The data in ${cluster} was made by PostgreSQL 17; this is 18.`);
});

test('a data folder that is a file is one sentence', async () => {
  const file = join(scratch.folder, 'file');
  writeFileSync(file, '');
  expect((await refusal({ dataDir: file })).message).toContain(`${file} is a file`);
  expect((await refusal({ dataDir: join(file, 'below') })).message).toContain('is a file, or goes through one');
});

test('a damaged cluster is said with the last words of the server', async () => {
  truncateSync(join(cluster, 'global/pg_control'), 0);
  expect((await refusal({})).message).toMatch(/is damaged\. The last lines were:\n.*pg_control/s);
});
