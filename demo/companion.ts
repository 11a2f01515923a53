import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';

export interface Companion {
  stop(): Promise<void>;
}

const readyMs = 30_000;
const stopMs = 5000;

/** Starts another program of the demo (the vendor's product, the third-party app) and waits until it says that it is ready. */
export async function startCompanion(
  script: string,
  name: string,
  settings: Record<string, string>,
): Promise<Companion> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', script)], {
    // Its own process group: Ctrl-C reaches the demo alone, which then stops everything in order.
    detached: true,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killWithParent = () => child.kill('SIGTERM');
  process.once('exit', killWithParent);
  await untilReady(child, name);
  return {
    async stop() {
      process.off('exit', killWithParent);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function untilReady(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => fail('it did not get ready in time'), readyMs);
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGTERM');
      reject(new AppError('unavailable', `${name} could not be started: ${why}.\n${output.trim()}`));
    };
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
      if (!/ ready on /.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => fail(`it ended with code ${code}`));
  });
}
