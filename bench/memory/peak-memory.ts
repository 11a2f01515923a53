import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The most memory that a process has had, in MB; where the system does not say it, what it has now. */
export async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, most] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(most ?? (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout) / 1024;
}
