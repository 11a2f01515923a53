import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { ParentProcess, processesOf, scratchFolder, soon } from './parent-process.fixture.ts';
import { readPostmaster } from './postmaster-file.ts';
import { processIdentity } from './process-identity.ts';

let scratch: ReturnType<typeof scratchFolder>;
let dataDir = '';
let cluster = '';
let parents: ParentProcess[] = [];

const startParent = (after?: string): ParentProcess => {
  const parent = new ParentProcess(dataDir, { after });
  parents.push(parent);
  return parent;
};

const start = () => startEmbeddedPostgres({ dataDir, password: 'secret', ephemeral: true });

async function startedParent(after?: string): Promise<{ parent: ParentProcess; postmaster: number }> {
  const parent = startParent(after);
  expect(await parent.report()).toHaveProperty('port');
  return { parent, postmaster: readPostmaster(cluster)?.pid ?? 0 };
}

beforeEach(() => {
  scratch = scratchFolder();
  dataDir = join(scratch.folder, 'data');
  cluster = join(dataDir, 'cluster');
  parents = [];
});

afterEach(async () => {
  for (const parent of parents) await parent.kill();
  await soon(() => processesOf(cluster).length === 0);
  scratch.remove();
});

test('a parent that is killed takes its database along, and the next start recovers', async () => {
  const { parent } = await startedParent();
  await parent.kill();
  expect(await soon(() => processesOf(cluster).length === 0)).toBe(true);
  const database = await start();
  await database.stop();
});

test('a server that outlived its parent and its watcher is stopped by the next start', async () => {
  const { parent, postmaster } = await startedParent();
  const watcher = processesOf(cluster).find((line) => line.includes('portico-database-watcher')) ?? '';
  process.kill(Number.parseInt(watcher, 10), 'SIGKILL');
  await parent.kill();
  expect(processIdentity(postmaster)).toBeDefined();

  const said: string[] = [];
  const database = await startEmbeddedPostgres({
    dataDir,
    password: 'secret',
    onProgress: (sentence) => said.push(sentence),
  });
  expect(said.join()).toContain('An earlier start left its database running');
  expect(processIdentity(postmaster)).toBeUndefined();
  await database.stop();
});

test('Ctrl-C reaches the parent and not the database, so pools can be closed in order', async () => {
  const { parent } = await startedParent(`
    const { default: pg } = await import('pg');
    process.once('SIGINT', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const client = new pg.Client(database.url);
      await client.connect();
      say((await client.query('select 42 as answer')).rows[0]);
      await client.end();
      await database.stop();
      process.exit(0);
    });
    say({});
    setInterval(() => {}, 1000)`);
  await parent.nextLine();
  process.kill(-(parent.child.pid ?? Number.NaN), 'SIGINT');
  expect(await parent.nextLine()).toBe('{"answer":42}');
  expect(await parent.ended).toBe(0);
  expect(processesOf(cluster)).toEqual([]);
});

test('a parent that ends without stopping it, or has nothing left to do, leaves nothing running', async () => {
  for (const after of ['process.exit(0)', '', 'process.kill(process.pid)']) {
    const parent = startParent(after);
    expect(await parent.report()).toHaveProperty('port');
    await parent.ended;
    expect(await soon(() => processesOf(cluster).length === 0)).toBe(true);
  }
});

test('a start that is killed while it makes the cluster is begun anew', async () => {
  const parent = startParent();
  const isHalfWay = () =>
    existsSync(dataDir) && readdirSync(dataDir).some((name) => existsSync(join(dataDir, name, 'global')));
  expect(await soon(isHalfWay)).toBe(true);
  await parent.kill();
  expect(existsSync(cluster)).toBe(false);

  await (await start()).stop();
  expect(await soon(() => processesOf(dataDir).length === 0)).toBe(true);
  await (await start()).stop();
  expect(readdirSync(dataDir).filter((name) => name.startsWith('unfinished'))).toEqual([]);
});

test('a living owner in another process is named, and keeps its database', async () => {
  const { parent } = await startedParent();
  await expect(start()).rejects.toThrow(`Another Portico is already using ${dataDir} (process ${parent.child.pid}).`);
  expect(readPostmaster(cluster)?.ready).toBe(true);
});

test('of three starts on the lock of a dead owner one gets the folder', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier process' }));
  const reports = await Promise.all([1, 2, 3].map(() => startParent().report()));
  expect(reports.filter((report) => 'port' in report)).toHaveLength(1);
});

test('a stale file of the server whose number another program got is no obstacle, and that program lives on', async () => {
  const { parent } = await startedParent();
  const stale = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  await parent.kill();
  await soon(() => processesOf(cluster).length === 0);

  const { uid, gid } = statSync(cluster);
  const other = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
  writeFileSync(join(cluster, 'postmaster.pid'), stale.replace(/^\d+/, String(other.pid)));
  const database = await start();
  await database.stop();
  expect(other.exitCode).toBeNull();
  other.kill();
});

test('a server that was killed itself is recovered from', async () => {
  const { parent, postmaster } = await startedParent();
  process.kill(postmaster, 'SIGKILL');
  await parent.kill();
  const database = await start();
  await database.stop();
});
