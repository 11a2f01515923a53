import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';

const now = new Date('2026-11-21T10:01:40Z');
const startedAt = new Date('2026-11-21T10:00:00Z');

test('the time left follows from the pace of the run and what the app says is there', () => {
  expect(
    progressOf({ startedAt, seen: 2_000, total: 10_000 }, { mode: 'full', seen: 2_000, lastCount: null }, now),
  ).toEqual({
    seen: 2_000,
    total: 10_000,
    totalFrom: 'app',
    ratePerSecond: 20,
    secondsLeft: 400,
  });
});

test('a run that goes on with a pass counts what was read before, and takes the pace from itself', () => {
  const progress = progressOf(
    { startedAt, seen: 100, total: 1_000 },
    { mode: 'full', seen: 900, lastCount: null },
    now,
  );
  expect(progress).toMatchObject({ seen: 900, ratePerSecond: 1, secondsLeft: 100 });
});

test('where the app does not count, as many are expected as the last full pass left', () => {
  const run = { startedAt, seen: 50, total: null };
  expect(progressOf(run, { mode: 'full', seen: 50, lastCount: 150 }, now)).toMatchObject({
    total: 150,
    totalFrom: 'last_pass',
    secondsLeft: 200,
  });
  expect(progressOf(run, { mode: 'incremental', seen: 50, lastCount: 150 }, now)).toMatchObject({
    total: null,
    secondsLeft: null,
  });
});

test('nothing is promised before there is a pace, nor after the count was passed', () => {
  const pass = { mode: 'full' as const, seen: 0, lastCount: null };
  expect(progressOf({ startedAt: null, seen: 0, total: 10 }, null, now)).toMatchObject({ seen: 0, secondsLeft: null });
  expect(progressOf({ startedAt: now, seen: 5, total: 10 }, pass, now)).toMatchObject({ ratePerSecond: null });
  expect(progressOf({ startedAt, seen: 500, total: 400 }, { ...pass, seen: 500 }, now)).toMatchObject({
    secondsLeft: null,
  });
});
