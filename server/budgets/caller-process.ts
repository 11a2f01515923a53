import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectionBudgets } from './connection-budgets.ts';
import { limitedAccess } from './test-access.ts';
import type { CallerRequest } from './test-caller.ts';

/** A process of its own that calls as fast as its budgets let it, for the tests. */
const wallClock = () => performance.timeOrigin + performance.now();

async function call(request: CallerRequest): Promise<{ times: number[]; lateMs: number; error?: unknown }> {
  const { connection, limits, parallel, ms, patience, holdMs = 0, answer } = request;
  const access = limitedAccess(limits, request.limitHeaders);
  const budgets = connectionBudgets(connection);
  const times: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const result = () => ({ times, lateMs: delay.max / 1e6 });
  const end = wallClock() + ms;
  const signal = AbortSignal.timeout(ms);
  const worker = async () => {
    while (wallClock() < end) {
      const done = await budgets.take({ access, cost: 1, patience, signal });
      times.push(wallClock());
      if (holdMs > 0) await sleep(holdMs);
      if (answer !== undefined) budgets.learn({ access, ...answer, headers: new Headers(answer.headers) });
      done();
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, worker));
  } catch (error) {
    if (!signal.aborted)
      return { ...result(), error: error instanceof Error ? { ...error, message: error.message } : error };
  }
  return result();
}

process.on('message', (request: CallerRequest) => {
  void call(request).then((result) => process.send?.(result));
});
process.send?.('ready');
