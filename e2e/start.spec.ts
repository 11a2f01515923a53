import { createHmac } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { makeDataFolder } from './support/data-folder.ts';
import { demoPlace, globex, initech, readDemo } from './support/demo.ts';
import { startDemo, stopDemo } from './support/demo-process.ts';
import { freePort } from './support/free-port.ts';
import { runPortico, startPortico, stopPortico } from './support/portico-process.ts';
import { callApi, countRecords } from './support/rest-api.ts';

let data: string;
let port: number;

test.beforeEach(async () => {
  data = makeDataFolder('start');
  port = await freePort(4876);
});
test.afterEach(() => rmSync(data, { recursive: true, force: true }));

const options = (environment: Record<string, string> = {}) => ({
  argv: ['server/start.ts'],
  environment: { PORTICO_DATA: data, PORTICO_PORT: String(port), PORTICO_HOST: '127.0.0.1', ...environment },
  log: test.info().outputPath('portico.log'),
  timeoutMs: 60_000,
});

/** It ends with code 1 and says what happened and what to do; nothing of the machinery under it. */
async function expectRefusal(environment: Record<string, string>, sentence: RegExp, remedy: RegExp): Promise<void> {
  const { code, said } = await runPortico(options(environment));
  const lines = said
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
  expect(lines.join('\n')).toMatch(sentence);
  expect(lines.at(-1)).toMatch(remedy);
  expect(said).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
}

const occupy = (taken: number) =>
  new Promise<Server>((resolve) => {
    const server = createServer().listen(taken, '127.0.0.1', () => resolve(server));
  });

test('a port that somebody has is one clear sentence', async () => {
  const somebody = await occupy(port);
  await expectRefusal(
    {},
    new RegExp(`^Port ${port} can't be opened: another program is using it\\.$`, 'm'),
    /choose another port with PORTICO_PORT/,
  );
  somebody.close();
});

test('a port of the demo that somebody has is one, too', async () => {
  const somebody = await occupy(port);
  const argv = ['demo/demo.ts', '--port', String(await freePort(4877)), '--acme-port', String(port), '--data', data];
  const { code, said } = await runPortico({ ...options(), argv });
  expect(said.trim().split('\n')).toEqual([
    `Port ${port} can't be opened: another program is using it.`,
    '→ Stop that program, or choose another port with --acme-port (or ACME_PORT).',
  ]);
  expect(code).toBe(1);
  somebody.close();
});

test('settings that can not be are all named at once', async () => {
  await expectRefusal(
    { PORTICO_PORT: 'seventy', PORTICO_URL: 'portico' },
    /PORTICO_PORT[\s\S]*PORTICO_URL/,
    /\.env\.example explains/,
  );
});

test('a broken key is one clear sentence', async () => {
  writeFileSync(join(data, 'key'), 'half a k', { mode: 0o600 });
  await expectRefusal(
    {},
    /^The key in .*key is broken: it must be 32 bytes in base64\.$/m,
    /Put the key back from your copy/,
  );
});

test('a key that others can read is one, too', async () => {
  writeFileSync(join(data, 'key'), Buffer.alloc(32, 7).toString('base64'));
  chmodSync(join(data, 'key'), 0o644);
  await expectRefusal({}, /can be read by other users/, /chmod 600/);
});

test('a folder without the right to write is one clear sentence', async () => {
  const locked = join(data, 'locked');
  mkdirSync(locked, { mode: 0o500 });
  const isRoot = process.getuid?.() === 0;
  // Root may write where nobody may; a file in the way is a place that not even root can make a folder in.
  const place = isRoot ? join(locked, 'file', 'data') : join(locked, 'data');
  if (isRoot) writeFileSync(join(locked, 'file'), '');
  await expectRefusal(
    { PORTICO_DATA: place },
    /^The key file .* can't be written\.$/m,
    /choose another folder with PORTICO_DATA/,
  );
});

test('a database that does not answer is one clear sentence', async () => {
  await expectRefusal(
    { DATABASE_URL: `postgres://portico:secret@127.0.0.1:${await freePort(4879)}/portico` },
    /database/i,
    /^→ /,
  );
});

test('a database of a newer version is left alone, and said', async () => {
  const first = await startPortico(options());
  try {
    await writeMigration(data, '9999-12-31-future');
  } finally {
    expect(await stopPortico(first.pid)).toEqual([]);
  }
  expect(await first.exitCode).toBe(0);
  await expectRefusal(
    {},
    /^This database was written by a newer Portico \(9999-12-31-future\)\.$/m,
    /Start the newer version/,
  );
});

test('the second start of the demo is quick and keeps the data', async () => {
  const place = demoPlace();
  const before = readFileSync(join(place.data, 'demo.json'), 'utf8');
  const count = () =>
    Promise.all([countRecords(globex().externalId, 'contact'), countRecords(initech().externalId, 'place')]);
  await callApi('/customers', { method: 'POST', body: { externalId: `kept-${Date.now()}`, name: 'Kept' } });
  const customers = async () => (await callApi('/customers?limit=200')).json();
  const [records, companies] = [await count(), await customers()];
  expect(await stopDemo(place)).toEqual([]);
  await expect(fetch(readDemo().console)).rejects.toThrow();

  const tookMs = await startDemo(place);
  expect(tookMs).toBeLessThan(15_000);
  expect(readFileSync(join(place.data, 'demo.json'), 'utf8')).toBe(before);
  expect(await count()).toEqual(records);
  expect(await customers()).toEqual(companies);
});

/** Writes into the embedded database as its owner, whose password is made from the key. */
async function writeMigration(folder: string, name: string): Promise<void> {
  const key = Buffer.from(readFileSync(join(folder, 'key'), 'utf8'), 'base64');
  const password = createHmac('sha256', key).update('embedded database').digest('base64url');
  const postmaster = readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n');
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(postmaster[3]),
    user: 'portico_admin',
    password,
    database: 'portico',
  });
  await client.connect();
  await client.query('insert into kysely_migration (name, timestamp) values ($1, $2)', [
    name,
    '9999-12-31T00:00:00.000Z',
  ]);
  await client.end();
}
