import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#server/errors.ts';
import { canEnter, findServerUser, type ServerUser } from './server-user.ts';

/** Where everything of one embedded PostgreSQL lies, and who runs it. */
export interface ClusterLocation {
  /** Holds the cluster, its log, its port, its lock; the data folder itself unless the server's user can't enter that. */
  home: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  user: ServerUser;
}

const signpost = 'WHERE-THE-DATABASE-IS.txt';
const reachableByAll = '/var/lib/portico';

/**
 * The rule: the database is in `dataDir`. Only if Portico runs as root and the user it hands PostgreSQL to can't enter
 * `dataDir` (a folder under /root), it is in /var/lib/portico/<random>, and a signpost in `dataDir` names that folder.
 */
export function locateCluster(dataDir: string, onProgress: (sentence: string) => void): ClusterLocation {
  if (mkdirSync(dataDir, { recursive: true })) chmodSync(dataDir, 0o755);
  const folder = realpathSync(dataDir);
  const user = findServerUser();
  const home = existsSync(join(folder, 'cluster'))
    ? folder
    : (followSignpost(folder) ?? settle(folder, user, onProgress));
  const cluster = join(home, 'cluster');
  return { home, cluster, user: ownerOf(cluster, user) };
}

export function giveTo(user: ServerUser, path: string): void {
  if (user.ids.uid !== undefined && user.ids.gid !== undefined) chownSync(path, user.ids.uid, user.ids.gid);
}

function followSignpost(folder: string): string | undefined {
  const file = join(folder, signpost);
  if (!existsSync(file)) return undefined;
  const home = readFileSync(file, 'utf8').split('\n')[1] ?? '';
  if (existsSync(home)) return home;
  throw new AppError('misconfigured', `The database of ${folder} was in ${home}, and that folder is gone.`, {
    remedy: `Put it back, or delete ${file} to begin with an empty database.`,
  });
}

function settle(folder: string, user: ServerUser, onProgress: (sentence: string) => void): string {
  // An empty folder that is only closed itself (mkdtemp) may be opened to those who know the names of what is in it.
  if (!canEnter(folder, user) && readdirSync(folder).length === 0 && canEnter(dirname(folder), user))
    chmodSync(folder, 0o711);
  if (canEnter(folder, user)) return folder;
  const home = join(reachableByAll, randomBytes(8).toString('hex'));
  mkdirSync(home, { recursive: true });
  for (const made of [reachableByAll, home]) chmodSync(made, 0o755);
  writeFileSync(
    join(folder, signpost),
    `The user "${user.name}", who runs PostgreSQL, can't enter this folder, so the database lies in\n${home}\n`,
  );
  writeFileSync(join(home, 'BELONGS-TO.txt'), `${folder}\n`);
  onProgress(`The user "${user.name}", who runs PostgreSQL, can't enter ${folder}: the database goes to ${home}.`);
  return home;
}

/** An existing cluster keeps its owner: root runs it as that user, anybody else has to be that user. */
function ownerOf(cluster: string, user: ServerUser): ServerUser {
  if (!existsSync(cluster) || process.getuid === undefined) return user;
  const { uid, gid } = statSync(cluster);
  if (user.ids.uid === uid || process.getuid() === uid) return user;
  if (process.getuid() === 0) return { name: `user ${uid}`, ids: { uid, gid } };
  throw new AppError('misconfigured', `The database in ${cluster} belongs to another user of this machine (${uid}).`, {
    remedy: 'Start Portico as the user who made it (perhaps root), or choose another folder with PORTICO_DATA.',
  });
}
