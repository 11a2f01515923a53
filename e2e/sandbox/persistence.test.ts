import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { allRows, api, app, connect, control, refresh, tokensOf, Visitor } from './test-visitor.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidewater-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a restart keeps grants, sign-ins, contacts, webhooks and apps', async () => {
  const options = { port: 0, contacts: 50, dataFile: join(folder, 'new', 'tidewater.json') };
  const before = await startSandbox(options);
  await control(before, 'clients', app);
  const tokens = await connect(before);
  const body = JSON.stringify({ url: 'http://localhost:9/', events: ['contact.created'] });
  await api(before, tokens.access_token, 'webhooks', { method: 'POST', body });
  await control(before, 'revoke', { account: 'tw_1002' });
  await control(before, 'contacts', { create: 2, update: 3, delete: 4 });
  const rows = await allRows(before, tokens.access_token, { include_deleted: 'true' });
  await before.close();
  expect((await stat(options.dataFile)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'new')), 'no temporary file stays').toEqual(['tidewater.json']);

  const after = await startSandbox({ ...options, contacts: 7 });
  expect(await allRows(after, tokens.access_token, { include_deleted: 'true' })).toEqual(rows);
  expect((await (await api(after, tokens.access_token, 'webhooks')).json()).data).toHaveLength(1);
  const fresh = await tokensOf(await refresh(after, tokens.refresh_token));
  expect((await refresh(after, tokens.refresh_token)).status, 'a reuse is still noticed').toBe(400);
  expect((await api(after, fresh.access_token, 'me')).status).toBe(401);
  await control(after, 'reset');
  expect(after.state().accounts.tw_1001).toMatchObject({ contacts: 7, deleted: 0 });
  await connect(after);
  await after.close();
});

test('changes reach the file soon, also without a clean end', async () => {
  const dataFile = join(folder, 'soon.json');
  const sandbox = await startSandbox({ port: 0, contacts: 5, dataFile });
  await control(sandbox, 'contacts/ct_00001', { fields: { title: 'Pilot of the port' } });
  await expect.poll(() => readFile(dataFile, 'utf8')).toContain('Pilot of the port');
  await sandbox.close();
});

test('a broken data file is explained and left alone', async () => {
  const dataFile = join(folder, 'broken.json');
  await writeFile(dataFile, '{"version":1,"keys":');
  await expect(startSandbox({ port: 0, dataFile })).rejects.toThrow(/cannot use .*broken\.json.*Delete the file/);
  expect(await readFile(dataFile, 'utf8')).toBe('{"version":1,"keys":');
});

function run(environment: Record<string, string>) {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...environment } });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, output: () => output };
}

test('the program says one line, and ends promptly with a slow answer under way', async () => {
  const dataFile = join(folder, 'program.json');
  const program = run({ TIDEWATER_PORT: '0', TIDEWATER_DATA: dataFile, TIDEWATER_CONTACTS: '9' });
  await expect.poll(program.output, { timeout: 10_000 }).toMatch(/^tidewater ready on http:\/\/localhost:\d+\n$/);
  const origin = program.output().trim().split(' ').at(-1) ?? '';
  await fetch(`${origin}/control/api/faults`, { method: 'POST', body: '{"slowMs":60000}' });
  const slow = fetch(`${origin}/api/v1/me`).catch(() => 'cut off');
  await fetch(`${origin}/control/api/contacts/ct_00002`, { method: 'POST', body: '{"fields":{"title":"Last words"}}' });
  const start = performance.now();
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(await slow).toBe('cut off');
  expect(await readFile(dataFile, 'utf8')).toContain('Last words');
  expect(program.output().split('\n')).toHaveLength(2);
}, 60_000);

test('a port in use and wrong settings are one sentence each', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const inUse = run({ TIDEWATER_PORT: port });
  expect(await inUse.ended).toBe(1);
  expect(inUse.output()).toBe(
    `Tidewater cannot start: port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or set TIDEWATER_PORT to another port.\n`,
  );
  taken.close();
  const wrong = run({ TIDEWATER_PORT: 'http', TIDEWATER_CONTACTS: '-1' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.output()).toBe(
    'Tidewater cannot start: TIDEWATER_PORT must be a number; TIDEWATER_CONTACTS must be 0 or more.\n',
  );
}, 60_000);

test('somebody who was signed in still is after a restart', async () => {
  const options = { contacts: 5, dataFile: join(folder, 'session.json') };
  const before = await startSandbox({ ...options, port: 0 });
  const visitor = new Visitor(before);
  await visitor.post('/sign-in/login', { email: 'ines@tidewater.example', password: 'tide' });
  await before.close();
  const after = await startSandbox({ ...options, port: before.port });
  expect((await visitor.get('/')).text).toContain('Globex Europe');
  await after.close();
});
