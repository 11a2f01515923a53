import { existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const current = (home: string): string => join(home, 'postgres.log');

/** A file descriptor for this start's log; the log of the start before is kept beside it. */
export function freshLog(home: string): number {
  const previous = join(home, 'postgres.previous.log');
  rmSync(previous, { force: true });
  if (existsSync(current(home))) renameSync(current(home), previous);
  return openSync(current(home), 'a', 0o600);
}

export const readLog = (home: string): string => (existsSync(current(home)) ? readFileSync(current(home), 'utf8') : '');
