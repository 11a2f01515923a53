import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { program } from './binaries.ts';
import type { ClusterLocation } from './cluster-location.ts';
import { readPostmaster } from './postmaster-file.ts';
import { freshLog } from './server-log.ts';
import { serverEnvironment } from './server-settings.ts';
import { endServer, type ServerHandle, signalServer } from './stop-server.ts';
import { watchOver } from './watcher.ts';

export interface ServerProcess {
  /** True when it takes connections, false when it ended instead. */
  becomesReady(onSlow: () => void): Promise<boolean>;
  stop(): Promise<void>;
  /** Called when the server ends without having been stopped. */
  onLost(tell: () => void): void;
}

const slowAfterMs = 5000;

/** Starts the server in a session of its own, so that Ctrl-C in the terminal reaches Portico and not the database below it. */
export function startServer(
  { home, cluster, user }: ClusterLocation,
  { native, settings }: { native: string; settings: Record<string, string> },
): ServerProcess {
  const log = freshLog(home);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program(native, 'postgres'), ['-D', cluster, ...flags], {
    ...user.ids,
    cwd: '/',
    detached: true,
    env: serverEnvironment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let hasEnded = child.pid === undefined;
  let stopping: Promise<void> | undefined;
  let tellLost = (): void => {};
  const ended = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    process.off('exit', signalAtExit);
    if (!stopping) tellLost();
  };
  child.once('exit', ended).once('error', ended);
  child.unref();

  const handle: ServerHandle = { pid: child.pid ?? 0, native, cluster };
  const signalAtExit = (): void => signalServer(handle, 'fast');
  if (child.pid !== undefined) process.on('exit', signalAtExit);
  const callOff = child.pid === undefined ? async () => {} : watchOver(handle, user);

  return {
    async becomesReady(onSlow) {
      const started = Date.now();
      for (let told = false; !hasEnded; await delay(10)) {
        const postmaster = readPostmaster(cluster);
        if (postmaster?.pid === child.pid && postmaster?.ready) return true;
        if (told || Date.now() - started < slowAfterMs) continue;
        told = true;
        onSlow();
      }
      return false;
    },
    stop() {
      stopping ??= (async () => {
        if (!hasEnded) await endServer(handle, () => hasEnded);
        await callOff();
      })();
      return stopping;
    },
    onLost(tell) {
      tellLost = tell;
    },
  };
}
