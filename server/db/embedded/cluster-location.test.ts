import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { isRoot, ParentProcess, scratchFolder } from './parent-process.fixture.ts';
import { usersOf } from './server-user.ts';

const scratch = scratchFolder();
const start = (dataDir: string, onProgress?: (sentence: string) => void) =>
  startEmbeddedPostgres({ dataDir, password: 'secret', ephemeral: true, onProgress });

afterAll(scratch.remove);

if (!isRoot) {
  process.stdout.write(
    'Not root here: every test of this folder runs as an ordinary user; what root does is not tested.\n',
  );
}

test('the user for PostgreSQL is postgres, else nobody, else any but root', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash';
  const [daemon, nobody, postgres] = [
    'daemon:x:1:1::/:/bin/sh',
    'nobody:x:65534:65534::/:',
    'postgres:x:101:104::/:/bin/sh',
  ];
  expect(usersOf([root, daemon, nobody, postgres].join('\n')).map(({ name }) => name)).toEqual([
    'postgres',
    'nobody',
    'daemon',
  ]);
  expect(usersOf(`${root}\n# comment\nbroken\nnobody:*:-2:-2::/:\n`)).toEqual([]);
});

test.runIf(isRoot)('as root the server is an unprivileged user, who owns the cluster and nothing else', async () => {
  const dataDir = join(scratch.folder, 'of-root');
  const database = await start(dataDir);
  await database.stop();
  expect(statSync(join(dataDir, 'cluster')).uid).not.toBe(0);
  expect([statSync(dataDir).uid, statSync(join(dataDir, 'postgres.log')).uid]).toEqual([0, 0]);
});

test.runIf(isRoot)('an ordinary user starts it too, and root and that user can take turns', async () => {
  const ids = { uid: 65534, gid: 65534 };
  const home = join(scratch.folder, 'home-of-nobody');
  const dataDir = join(home, '.portico');
  mkdirSync(home);
  chmodSync(home, 0o777);
  const asNobody = async () => {
    const parent = new ParentProcess(dataDir, { after: 'await database.stop()', ids, env: { HOME: home } });
    const report = await parent.report();
    await parent.ended;
    return report;
  };
  expect(await asNobody()).toHaveProperty('port');
  await (await start(dataDir)).stop();
  expect(statSync(join(dataDir, 'cluster')).uid).toBe(65534);
  expect(await asNobody()).toHaveProperty('port');
});

test.runIf(isRoot)('what root made is refused to an ordinary user in a sentence', async () => {
  const parent = new ParentProcess(join(scratch.folder, 'of-root'), { ids: { uid: 65534, gid: 65534 } });
  const report = await parent.report();
  expect(report).toHaveProperty('message', expect.stringMatching(/belongs to another user of this machine/));
});

test.runIf(isRoot)('an empty folder that is closed itself is opened to search, and the database is in it', async () => {
  const dataDir = mkdtempSync(join(scratch.folder, 'closed-'));
  await (await start(dataDir)).stop();
  expect(existsSync(join(dataDir, 'cluster', 'PG_VERSION'))).toBe(true);
  expect(statSync(dataDir).mode & 0o777).toBe(0o711);
});

test.runIf(isRoot)(
  'in a folder that only root may enter a signpost says where the database is, and the data stay',
  async () => {
    const dataDir = join(scratch.folder, 'private', '.portico');
    const signpost = join(dataDir, 'WHERE-THE-DATABASE-IS.txt');
    mkdirSync(dirname(dataDir), { mode: 0o700 });
    const said: string[] = [];
    const first = await start(dataDir, (sentence) => said.push(sentence));
    await first.stop();
    const home = readFileSync(signpost, 'utf8').split('\n')[1] ?? '';
    try {
      expect(home).toMatch(/^\/var\/lib\/portico\/[0-9a-f]{16}$/);
      expect(said.join('\n')).toContain(home);
      expect(existsSync(join(home, 'cluster', 'PG_VERSION'))).toBe(true);
      expect(readFileSync(join(home, 'BELONGS-TO.txt'), 'utf8')).toBe(`${dataDir}\n`);
      const second = await start(dataDir);
      await second.stop();
      expect(second.port).toBe(first.port);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
    await expect(start(dataDir)).rejects.toThrow(`was in ${home}, and that folder is gone`);
  },
);
