import { expect, it } from 'vitest';
import { paceOf } from './sync-words.ts';

const running = { runId: 'run', seen: 500, total: 2000, startedAt: '2026-01-01T00:00:00.000Z', waitsFor: null };
const after = (seconds: number) => Date.parse(running.startedAt) + seconds * 1000;

it('tells a rate and the time left by what was read so far', () => {
  expect(paceOf(running, after(10))).toEqual({ perSecond: 50, leftMs: 30_000 });
  expect(paceOf({ ...running, total: null }, after(10))).toEqual({ perSecond: 50, leftMs: null });
});

it('tells nothing where there is nothing to tell it by', () => {
  expect(paceOf(running, after(0.5))).toBeNull();
  expect(paceOf({ ...running, seen: 0 }, after(10))).toBeNull();
  expect(paceOf({ ...running, startedAt: null }, after(10))).toBeNull();
  expect(paceOf({ ...running, seen: 2100 }, after(10))?.leftMs).toBeNull();
});
