import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LimitHeaders, RateLimit } from '#connectors/kit/index.ts';
import type { TestConnection } from './test-connections.ts';

export interface CallerRequest {
  connection: TestConnection;
  limits: readonly RateLimit[];
  limitHeaders?: LimitHeaders;
  /** So many callers at once. */
  parallel: number;
  /** For so long. */
  ms: number;
  patience: 'interactive' | 'background';
  /** How long each call takes. */
  holdMs?: number;
  /** What the app answers to each of them. */
  answer?: { status: number; headers: Record<string, string>; pausedForMs?: number };
}

export interface CallerResult {
  /** When each call was let go. */
  times: number[];
  /** How long the process was kept from running at most: a call that had its turn is seen so much later. */
  lateMs: number;
  error?: { message: string; details: Record<string, unknown> };
}

/** A process that shares nothing with this one but the database. */
export class TestCaller {
  readonly #child: ChildProcess = fork(new URL('./caller-process.ts', import.meta.url), { execArgv: [] });
  readonly ready = once(this.#child, 'message');

  async ask(request: CallerRequest): Promise<CallerResult> {
    await this.ready;
    this.#child.send(request);
    const [result] = (await once(this.#child, 'message')) as [CallerResult];
    return result;
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
  }
}

/** As many as a limit lets go in one span, and what a machine that is busy with other things holds up and lets go together. */
export function within({ requests, perMs }: Pick<RateLimit, 'requests' | 'perMs'>, results: CallerResult[]): number {
  const late = Math.max(0, ...results.map(({ lateMs }) => lateMs));
  return requests + Math.floor((requests * late) / perMs);
}

/** The most calls that any span of `perMs` holds. */
export function mostIn(times: number[], perMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let begin = 0;
  let most = 0;
  for (const [end, time] of sorted.entries()) {
    while ((sorted[begin] ?? time) <= time - perMs) begin += 1;
    most = Math.max(most, end - begin + 1);
  }
  return most;
}
