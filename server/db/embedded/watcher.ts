import { spawn } from 'node:child_process';
import { program } from './binaries.ts';
import { serverEnvironment } from './server-settings.ts';
import type { ServerUser } from './server-user.ts';
import type { ServerHandle } from './stop-server.ts';

/**
 * Reads from a pipe that only this process holds open: a line says that the server has ended; the pipe's end without
 * a line says that this process died, by whatever signal, and the server has to follow it. The server's file tells
 * when it has ended: its number may stay in use by a zombie that nobody collects (a container without an init).
 */
const script = `read -r line && exit 0
kill -INT "$1" 2>/dev/null || exit 0
n=0
while [ $n -lt 75 ] && [ -e "$2/postmaster.pid" ]; do
  sleep 0.2 2>/dev/null || sleep 1
  n=$((n + 1))
  [ $n -ne 50 ] || kill -QUIT "$1" 2>/dev/null
done`;

const windowsScript = `let line = ''
process.stdin.on('data', (text) => { line += text }).on('close', () => {
  const [pgCtl, cluster] = process.argv.slice(1)
  if (line === '') require('node:child_process').spawnSync(pgCtl, ['stop', '-D', cluster, '-m', 'fast'])
})`;

/** Lets the server end with this process even if that is killed. The answer calls the watcher off, and waits for its end. */
export function watchOver({ pid, native, cluster }: ServerHandle, { ids }: ServerUser): () => Promise<void> {
  const [command, args] =
    process.platform === 'win32'
      ? [process.execPath, ['-e', windowsScript, program(native, 'pg_ctl'), cluster]]
      : ['/bin/sh', ['-c', script, 'portico-database-watcher', String(pid), cluster]];
  const watcher = spawn(command, args, {
    ...ids,
    cwd: '/',
    detached: true,
    env: serverEnvironment,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => {
    watcher.once('exit', () => resolve());
    watcher.once('error', () => resolve());
  });
  watcher.unref();
  watcher.stdin.on('error', () => {});
  // The pipe must not keep this process alive, as little as the watcher itself.
  if ('unref' in watcher.stdin && typeof watcher.stdin.unref === 'function') watcher.stdin.unref();
  return () => {
    watcher.ref();
    watcher.stdin.end('ended\n');
    return gone;
  };
}
