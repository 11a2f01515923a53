import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';
import { program } from './binaries.ts';
import { type ClusterLocation, giveTo } from './cluster-location.ts';
import { serverEnvironment } from './server-settings.ts';
import { startFailure } from './start-failure.ts';

export const superuser = 'portico_admin';

/** Makes the cluster unless it is there. It gets its name when it is complete, so one that was cut off is made again. */
export async function ensureCluster(
  { home, cluster, user }: ClusterLocation,
  options: { native: string; password: string; ephemeral: boolean; onProgress: (sentence: string) => void },
): Promise<void> {
  removeUnfinished(home);
  if (existsSync(cluster)) return;
  options.onProgress(`A database is made in ${home}.`);
  const unfinished = join(home, `unfinished-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${unfinished}.password`;
  mkdirSync(unfinished);
  chmodSync(unfinished, 0o700);
  giveTo(user, unfinished);
  try {
    writeFileSync(passwordFile, options.password, { mode: 0o600, flag: 'wx' });
    giveTo(user, passwordFile);
    const flags = ['--locale=C', '--encoding=UTF8', '--auth=scram-sha-256', `--username=${superuser}`];
    if (options.ephemeral) flags.push('--no-sync');
    await initdb(
      options.native,
      [`--pgdata=${unfinished}`, ...flags, `--pwfile=${passwordFile}`, '--no-instructions'],
      {
        home,
        ids: user.ids,
      },
    );
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith('unfinished-')) continue;
    try {
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      // The initdb of a start that was killed just now still writes into it; the next start removes the rest.
    }
  }
}

/** A data directory can only be read by the major version that made it. */
export function refuseOtherVersion(cluster: string, version: string): void {
  const file = join(cluster, 'PG_VERSION');
  const made = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'an unknown version';
  const [major = ''] = version.split('.');
  if (made === major) return;
  throw new AppError('misconfigured', `The data in ${cluster} was made by PostgreSQL ${made}; this is ${major}.`, {
    remedy: 'Start the Portico that made it and take a dump of it, or choose another folder with PORTICO_DATA.',
  });
}

function initdb(
  native: string,
  args: string[],
  { home, ids }: { home: string; ids: ClusterLocation['user']['ids'] },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { ...ids, cwd: '/', env: serverEnvironment };
    execFile(program(native, 'initdb'), args, options, (error, _stdout, stderr) => {
      if (error) reject(startFailure(home, stderr || error.message, error));
      else resolve();
    });
  });
}
