import { AppError } from '#server/errors.ts';

const otherFolder = 'choose another folder with PORTICO_DATA';

/** What PostgreSQL prints, what that means, and what to do. The first that fits is the cause. */
const causes: { sign: RegExp; sentence: (folder: string, found: string) => string; remedy: string }[] = [
  {
    sign: /shared memory segment|anonymous shared memory|shmget|shm_open/i,
    sentence: () => 'The system gave PostgreSQL too little shared memory.',
    remedy: 'Close programs to free memory; in a container, start it with more (docker run --shm-size=256m).',
  },
  {
    sign: /No space left on device|ENOSPC|Disk quota exceeded/,
    sentence: (folder) => `The disk that holds ${folder} is full.`,
    remedy: `Free at least 200 MB, or ${otherFolder}.`,
  },
  {
    sign: /initialized by PostgreSQL version (\d+)/,
    sentence: (folder, version) => `The data in ${folder} was made by PostgreSQL ${version}; this is another version.`,
    remedy: `Start the Portico that made it and take a dump of it, or ${otherFolder}.`,
  },
  {
    sign: /could not look up effective user ID (\d+)/,
    sentence: (_, uid) => `The user ${uid} that Portico runs as has no entry in /etc/passwd, and PostgreSQL wants one.`,
    remedy: 'Start Portico as a user with a name, or set DATABASE_URL to a PostgreSQL of your own.',
  },
  {
    sign: /administrative permissions/,
    sentence: () => 'PostgreSQL refuses to run with the rights of an administrator.',
    remedy: 'Start Portico from a terminal without them.',
  },
  {
    sign: /has (?:invalid permissions|wrong ownership)/,
    sentence: (folder) => `The rights of ${folder} can't be narrowed to one user, which PostgreSQL insists on.`,
    remedy: `A Windows or network drive is no place for it: ${otherFolder}, on a disk of this machine.`,
  },
  {
    sign: /Permission denied|Operation not permitted|EACCES|EPERM/,
    sentence: (folder) => `${folder}, or a file in it, can't be read or written by the user who runs PostgreSQL.`,
    remedy: `Start Portico as the user who owns that folder, or ${otherFolder}.`,
  },
  {
    sign: /Read-only file system|EROFS|ENOENT.*, mkdir/,
    sentence: (folder) => `${folder} is on a disk that can only be read, or that is not there.`,
    remedy: `To go on, ${otherFolder}.`,
  },
  {
    sign: /ENOTDIR|EEXIST|Not a directory/,
    sentence: (folder) => `${folder} is a file, or goes through one; the database needs a folder.`,
    remedy: `Move the file away, or ${otherFolder}.`,
  },
  {
    sign: /valid checkpoint record|checksum in control file|could not (?:open|read) file "global\/pg_control"|PANIC/,
    sentence: (folder) => `The database in ${folder} is damaged.`,
    remedy: `Restore a copy of that folder, or ${otherFolder}.`,
  },
];

/** The error for what PostgreSQL, or the file system under it, said last. */
export function startFailure(folder: string, said: string, cause?: unknown): AppError {
  const lastLines = said.trim().split('\n').slice(-6).join('\n  ');
  for (const { sign, sentence, remedy } of causes) {
    const match = sign.exec(said);
    if (match)
      return new AppError('misconfigured', quoting(sentence(folder, match[1] ?? ''), lastLines), { remedy, cause });
  }
  return new AppError('misconfigured', quoting(`PostgreSQL could not start in ${folder}.`, lastLines), {
    remedy: `If they don't help, ${otherFolder}, or set DATABASE_URL to a PostgreSQL of your own.`,
    cause,
  });
}

const quoting = (sentence: string, lastLines: string): string =>
  lastLines === '' ? sentence : `${sentence} The last lines were:\n  ${lastLines}`;
