import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { program } from './binaries.ts';
import { processIdentity } from './process-identity.ts';

/** Fast: roll back and close in order. Immediate: leave it to the recovery at the next start. */
const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;
const patienceMs = 10_000;

export interface ServerHandle {
  pid: number;
  native: string;
  cluster: string;
}

export function signalServer({ pid, native, cluster }: ServerHandle, mode: keyof typeof signals): void {
  if (process.platform === 'win32') {
    const stop = spawn(program(native, 'pg_ctl'), ['stop', '-W', '-D', cluster, '-m', mode], {
      stdio: 'ignore',
      detached: true,
    });
    stop.on('error', () => process.kill(pid));
    return;
  }
  try {
    process.kill(pid, signals[mode]);
  } catch {
    // It ended by itself.
  }
}

/** Ends a server in order, and after ten seconds without. False if even that did not help. */
export async function endServer(server: ServerHandle, hasEnded: () => boolean): Promise<boolean> {
  for (const mode of ['fast', 'immediate'] as const) {
    signalServer(server, mode);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(20)) if (hasEnded()) return true;
  }
  return hasEnded();
}

export const isGone = (pid: number): boolean => processIdentity(pid) === undefined;
