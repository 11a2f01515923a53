import type { Shape } from './fill.ts';
import type { DispatchFigures, TableSize } from './measure.ts';

const unit = 100_000;
const runsPerDay = 24;
/** For how long runs are kept (rule 31). */
const keptDays = 90;
const kilo = 1024;

/** What was measured, for each 100,000 connections, and what a million would be. Rows and bytes are linear; times are as measured. */
export function report(shape: Shape, sizes: readonly TableSize[], figures: DispatchFigures): string {
  const { connections, syncs, runs } = shape;
  const scale = unit / connections;
  const lines = [
    `Measured with ${count(connections)} connections, each with ${syncs} hourly syncs and ${runs} runs of a page for each sync.`,
    '',
    '| table | rows per connection | bytes per row | indexes per row | 100,000 connections | 1,000,000 connections |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  let state = 0;
  let day = 0;
  for (const { table, rows, bytes, indexBytes } of sizes) {
    const isHistory = table === 'run' || table === 'run_step';
    const all = (bytes + indexBytes) * scale * (isHistory ? runsPerDay / runs : 1);
    if (isHistory) day += all;
    else state += all;
    const each = isHistory ? syncs * runsPerDay : rows / connections;
    lines.push(
      `| ${table}${isHistory ? ', a day' : ''} | ${each.toFixed(1)} | ${Math.round(bytes / rows)} | ${Math.round(indexBytes / rows)} | ${size(all)} | ${size(all * 10)} |`,
    );
  }
  const perDay = unit * syncs * runsPerDay;
  const wal = (figures.walDispatch + figures.walRun) * perDay;
  const pair = (text: string, value: number, show: (value: number) => string) =>
    lines.push(`| ${text} | ${show(value)} | ${show(value * 10)} |`);
  lines.push('', '| | 100,000 connections | 1,000,000 connections |', '| --- | ---: | ---: |');
  pair('all but history', state, size);
  pair('history, a day', day, size);
  pair(`history, ${keptDays} days`, day * keptDays, size);
  pair('runs a second, on average', perDay / 86_400, (value) => value.toFixed(0));
  pair(
    'the dispatcher at work',
    perDay / 86_400 / figures.dispatchedPerSecond,
    (value) => `${(value * 100).toFixed(1)} %`,
  );
  pair(
    `WAL a day: ${Math.round(figures.walDispatch)} bytes to dispatch a run, ${Math.round(figures.walRun)} to begin and end it`,
    wal,
    size,
  );
  lines.push(
    '',
    `As measured, with ${count(connections * syncs)} schedules: a look where nothing is due ${figures.idleMs.toFixed(2)} ms, a claim of 200 slots where all are due ${figures.claimMs.toFixed(1)} ms, ${count(Math.round(figures.dispatchedPerSecond))} runs dispatched a second.`,
    '',
  );
  return lines.join('\n');
}

const count = (value: number): string => new Intl.NumberFormat('en').format(value);

function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(kilo)));
  return `${(bytes / kilo ** power).toPrecision(3)} ${units[power]}`;
}
