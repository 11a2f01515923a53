import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * What tells a process from a later one that got the same number: its start. Undefined when it doesn't run (a zombie
 * doesn't). Windows can only say that some process has that number.
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const [state, ...fields] = afterName(readOrEmpty(`/proc/${pid}/stat`));
    if (state === undefined || 'ZX'.includes(state)) return undefined;
    return `${readOrEmpty('/proc/sys/kernel/random/boot_id').trim()} ${fields[18]}`;
  }
  if (process.platform === 'win32') return isSignalable(pid) ? 'running' : undefined;
  const line = ps(pid, 'stat=,lstart=');
  return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
}

/** Whether that process works on this folder as a PostgreSQL server does; Windows doesn't say. */
export function worksIn(pid: number, folder: string): boolean {
  if (process.platform === 'win32') return false;
  if (process.platform !== 'linux') return ps(pid, 'command=').includes(folder);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return readOrEmpty(`/proc/${pid}/cmdline`).split('\0').includes(folder);
  }
}

/** The fields of /proc/<pid>/stat behind the program's name, which may hold spaces and brackets. */
const afterName = (stat: string): string[] => (stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' '));

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const ps = (pid: number, columns: string): string =>
  (spawnSync('ps', ['-ww', '-o', columns, '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim();

function isSignalable(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
