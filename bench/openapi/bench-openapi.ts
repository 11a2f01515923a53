import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { importInWorker } from '#server/openapi/import-in-worker.ts';
import { largeDescription } from '#server/openapi/large-description.fixture.ts';
import type { Bench } from '../bench-part.ts';
import { rowOf, type Target } from '../row.ts';

const part = 'openapi';
const operations = 5_000;

/** What an import of a 5 MB description costs: its time, its memory, and what everybody else notices of it. */
export const benchOpenapi: Bench = async ({ repetitions, say }) => {
  const text = largeDescription(operations, 66);
  const megabytes = Buffer.byteLength(text) / 1e6;
  const series = { time: pair(), memory: pair(), delay: pair() };
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    const floor = await measured(async () => void JSON.stringify(JSON.parse(text)));
    const value = await measured(() => importInWorker(text));
    for (const name of ['time', 'memory', 'delay'] as const) {
      series[name].values.push(value[name]);
      series[name].floors.push(name === 'memory' ? megabytes : floor[name]);
    }
  }
  const row = (words: string, unit: string, name: keyof typeof series, target?: Target) =>
    rowOf({ part, row: words, unit, ...series[name], target });
  const what = `${megabytes.toFixed(1)} MB, ${operations} operations`;
  return [
    row(`import of ${what} / parse and print it`, 's', 'time', { is: '≤', value: 10 }),
    row('memory while it imports / its bytes', 'MB', 'memory', { is: '≤', value: 768 }),
    row('longest wait of others / parse it in the same thread', 'ms', 'delay', { is: '≤', ratio: 1 }),
  ];
};

const pair = () => ({ values: [] as number[], floors: [] as number[] });

/** Seconds, megabytes that came on top, and the longest that this thread did nothing else. */
async function measured(run: () => Promise<unknown>): Promise<{ time: number; memory: number; delay: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause(20);
  const began = performance.now();
  await run();
  const time = (performance.now() - began) / 1000;
  await pause(20);
  delay.disable();
  clearInterval(watch);
  return { time, memory: (Math.max(most, process.memoryUsage.rss()) - before) / 1e6, delay: delay.max / 1e6 };
}
