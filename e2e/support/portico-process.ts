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

export interface RunOptions {
  /** `demo/demo.ts` or `server/start.ts`, with its flags. */
  argv: string[];
  environment?: Record<string, string>;
  /** Where what it says is written to. */
  log: string;
  timeoutMs: number;
}

export interface StartedPortico {
  pid: number;
  /** Milliseconds until it was ready. */
  tookMs: number;
  exitCode: Promise<number | null>;
}

/** Starts a Portico and waits until it says that it is ready. */
export async function startPortico(options: RunOptions): Promise<StartedPortico> {
  const began = Date.now();
  const { pid, exitCode } = run(options);
  for (;;) {
    const said = readFileSync(options.log, 'utf8');
    if (said.includes('Portico is ready')) return { pid, tookMs: Date.now() - began, exitCode };
    const code = await Promise.race([exitCode, wait(lookEveryMs, 'running' as const)]);
    if (code !== 'running') throw new Error(`It ended with code ${code} before it was ready:\n${said.slice(-4000)}`);
    if (Date.now() - began > options.timeoutMs) await giveUp(pid, options);
  }
}

/** Runs one that is expected to end by itself. */
export async function runPortico(options: RunOptions): Promise<{ code: number | null; said: string }> {
  const { pid, exitCode } = run(options);
  const late = new AbortController();
  const tooLate = wait(options.timeoutMs, 'running' as const, { signal: late.signal }).catch(() => 'running' as const);
  const code = await Promise.race([exitCode, tooLate]);
  late.abort();
  if (code === 'running') return giveUp(pid, options);
  return { code, said: readFileSync(options.log, 'utf8') };
}

/** Sends SIGINT, as Ctrl-C does, and waits for the end. Answers with the commands of what is left of it: none, that is. */
export async function stopPortico(pid: number): Promise<string[]> {
  const family = familyOf(pid).map((member) => member.pid);
  const alive = () => listProcesses().filter((one) => family.includes(one.pid));
  const untilGone = async (what: () => boolean, patienceMs: number) => {
    for (const until = Date.now() + patienceMs; Date.now() < until && !what(); ) await wait(lookEveryMs);
  };
  if (family.length > 0) process.kill(pid, 'SIGINT');
  await untilGone(() => !alive().some((one) => one.pid === pid), stopMs);
  await untilGone(() => alive().length === 0, afterwardsMs);
  const left = alive();
  for (const straggler of left) endNow(straggler.pid);
  return left.map(({ command }) => command);
}

function run({ argv, environment = {}, log }: RunOptions) {
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, argv, {
    cwd: root,
    // Not in the group of the test runner: a Ctrl-C there would stop its parts in any order.
    detached: true,
    env: { ...process.env, FORCE_COLOR: '0', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  if (child.pid === undefined) throw new Error(`${argv.join(' ')} could not be started.`);
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.unref();
  return { pid: child.pid, exitCode };
}

async function giveUp(pid: number, { log, timeoutMs }: RunOptions): Promise<never> {
  await stopPortico(pid);
  throw new Error(`It took longer than ${timeoutMs / 1000} s:\n${readFileSync(log, 'utf8').slice(-4000)}`);
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
