import { expect, test } from 'vitest';
import { env } from '#server/env.ts';
import { leaseEnd } from './start-run.ts';

test('a run that makes no headway is given longer each time, up to a limit', () => {
  const now = new Date('2026-11-22T08:00:00Z');
  const seconds = (stalled: number) => (leaseEnd(now, { stalled }).getTime() - now.getTime()) / 1000;
  const lease = env().PORTICO_RUN_LEASE_SECONDS;
  expect([0, 1, 2, 5, 100].map(seconds)).toEqual([1, 1, 2, 5, 8].map((times) => times * lease));
});
