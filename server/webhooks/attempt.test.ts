import { expect, test } from 'vitest';
import { disabledReason, judge, nextAttemptAt } from './attempt.ts';

const start = new Date('2026-01-01T00:00:00Z');
const after = (days: number) => new Date(start.getTime() + days * 86_400_000);

test('ten attempts: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h', () => {
  const waits = Array.from({ length: 10 }, (_, i) => nextAttemptAt(i + 1, start)).map(
    (at) => at && (at.getTime() - start.getTime()) / 1000,
  );
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
});

test.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [301, 'again'],
  [400, 'again'],
  [410, 'gone'],
  [500, 'again'],
  [null, 'again'],
] as const)('an answer of %s means %s', (status, verdict) => {
  expect(judge({ status })).toBe(verdict);
});

test('an endpoint is switched off when it says it is gone, or after five days of failure', () => {
  expect(disabledReason('gone', start, start)).toMatch(/410/);
  expect(disabledReason('again', start, after(4.99))).toBeNull();
  expect(disabledReason('again', start, after(5))).toMatch(/5 days/);
  expect(disabledReason('delivered', start, after(9))).toBeNull();
});
