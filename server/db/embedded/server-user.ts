import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { AppError } from '#server/errors.ts';

/** Who runs PostgreSQL. `ids` is empty when it is the user of this process, and goes into `spawn` as it is. */
export interface ServerUser {
  name: string;
  ids: { uid?: number; gid?: number };
}

const bestNames = ['postgres', '_postgres', 'nobody'];

/** PostgreSQL refuses to work as root, so root hands it to a user of the machine who has no rights. */
export function findServerUser(): ServerUser {
  if (process.getuid?.() !== 0) return { name: 'this user', ids: {} };
  const user = usersOf(readFileSync('/etc/passwd', 'utf8')).find((candidate) => passes(candidate, ':'));
  if (user) return user;
  throw new AppError('misconfigured', 'Portico runs as root here, and may not start PostgreSQL as another user.', {
    remedy: 'Start Portico as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  });
}

/** The best users first: those who own nothing else, then whoever is not root. */
export function usersOf(passwd: string): ServerUser[] {
  const rank = ({ name }: ServerUser): number =>
    bestNames.includes(name) ? bestNames.indexOf(name) : bestNames.length;
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, ids: { uid: Number(uid), gid: Number(gid) } }))
    .filter(({ name, ids }) => name !== '' && ids.uid > 0 && ids.gid > 0)
    .sort((one, other) => rank(one) - rank(other));
}

/** Asked as that user and not read from mode bits, so that access lists and mounts count too. */
export const canEnter = (folder: string, user: ServerUser): boolean =>
  user.ids.uid === undefined || passes(user, 'cd "$1"', folder);

function passes(user: ServerUser, script: string, ...args: string[]): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...args], { ...user.ids, cwd: '/', stdio: 'ignore' }).status === 0;
}
