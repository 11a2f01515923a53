import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';
import type { Endings } from './endings.ts';

const root = join(import.meta.dirname, '..');
/** A first start may have to build the pages. */
const patienceMs = 300_000;
const stopMs = 20_000;

export interface Program {
  pid: number;
  /** From the spawn to the line that says that it is ready. */
  seconds: number;
  stop(): Promise<void>;
}

/** Starts a Node program of the project and waits for `ready` in what it prints. */
export async function startProgram(
  argv: string[],
  ready: RegExp,
  settings: Record<string, string>,
  endings: Endings,
): Promise<Program> {
  const began = performance.now();
  const child = spawn(process.execPath, argv, {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killAtExit = () => child.kill('SIGTERM');
  process.once('exit', killAtExit);
  child.once('exit', () => process.off('exit', killAtExit));
  const stop = () => end(child);
  endings.add(stop);
  await untilPrinted(child, ready, argv.join(' '));
  return { pid: child.pid ?? 0, seconds: (performance.now() - began) / 1000, stop };
}

function untilPrinted(child: ChildProcess, ready: RegExp, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new AppError('unavailable', `${name} ${why}.\n${output.slice(-2000)}`));
    const timer = setTimeout(() => fail('did not get ready in time'), patienceMs);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!ready.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code} before it was ready`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(timer);
}
