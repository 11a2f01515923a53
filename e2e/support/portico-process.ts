import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { familyOf, listProcesses } from './processes.ts';

const root = join(import.meta.dirname, '../..');
const lookEveryMs = 100;
const stopMs = 30_000;
/** What a process that lost its parent has to notice it. */
const afterwardsMs = 3000;

export interface StartOptions {
  /** `demo/demo.ts` or `server/start.ts`, with its flags. */
  argv: string[];
  environment?: Record<string, string>;
  /** Where what it says is written to. */
  log: string;
  /** The words that say that it is ready. */
  readyWords: string;
  timeoutMs: number;
}

export interface PorticoProcess {
  pid: number;
  /** Milliseconds until it was ready. */
  tookMs: number;
  /** Sends SIGINT, as Ctrl-C does, and waits for the end. */
  stop(): Promise<Ending>;
}

export interface Ending {
  code: number | null;
  /** Commands of what was started by it and is still there. */
  left: string[];
}

/** Starts a Portico in a process group of its own and waits until it says that it is ready. */
export async function startPortico(options: StartOptions): Promise<PorticoProcess> {
  const { log, readyWords, timeoutMs } = options;
  const began = Date.now();
  const { pid, exit } = run(options);
  for (;;) {
    const said = readFileSync(log, 'utf8');
    if (said.includes(readyWords)) return { pid, tookMs: Date.now() - began, stop: () => stop(pid, exit) };
    const code = await Promise.race([exit, wait(lookEveryMs, 'running' as const)]);
    if (code !== 'running') throw new Error(`It ended with code ${code} before it was ready:\n${said.slice(-4000)}`);
    if (Date.now() - began < timeoutMs) continue;
    await stop(pid, exit);
    throw new Error(`It was not ready within ${timeoutMs / 1000} s:\n${said.slice(-4000)}`);
  }
}

/** Runs one that is expected to end by itself. */
export async function runPortico(options: Omit<StartOptions, 'readyWords'>): Promise<{ code: number | null; said: string }> {
  const { pid, exit } = run(options);
  const code = await Promise.race([exit, wait(options.timeoutMs, 'running' as const)]);
  if (code === 'running') {
    await stop(pid, exit);
    throw new Error(`It did not end within ${options.timeoutMs / 1000} s:\n${readFileSync(options.log, 'utf8').slice(-4000)}`);
  }
  return { code, said: readFileSync(options.log, 'utf8') };
}

function run({ argv, environment = {}, log }: Omit<StartOptions, 'readyWords'>) {
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, argv, {
    cwd: root,
    // Not in the group of the test runner: a Ctrl-C there must not stop it in the wrong order.
    detached: true,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...environment },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  if (child.pid === undefined) throw new Error(`${argv.join(' ')} could not be started.`);
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { pid: child.pid, exit };
}

async function stop(pid: number, exit: Promise<number | null>): Promise<Ending> {
  const family = familyOf(pid);
  process.kill(pid, 'SIGINT');
  const late = new AbortController();
  const code = await Promise.race([exit, wait(stopMs, 'late' as const, { signal: late.signal }).catch(() => null)]);
  late.abort();
  const left = await whatIsLeft(family.map((member) => member.pid));
  for (const { pid: straggler } of left) endNow(straggler);
  return { code: code === 'late' ? null : code, left: left.map(({ command }) => command) };
}

async function whatIsLeft(pids: number[]) {
  const alive = () => listProcesses().filter((one) => pids.includes(one.pid));
  for (const until = Date.now() + afterwardsMs; Date.now() < until && alive().length > 0; ) await wait(lookEveryMs);
  return alive();
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
