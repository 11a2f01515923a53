import { describe, expect, test } from 'vitest';
import { retriesOf, retryDelayMs, rowsAtOnce } from './retry-plan.ts';

describe('a page that could not be read', () => {
  test('is waited for without end where the app only wants time', () => {
    expect([retriesOf({ class: 'rate_limited' }), retriesOf({ class: 'quota' })]).toEqual([Infinity, Infinity]);
  });

  test('is tried again where that may help, and not where the app would say the same', () => {
    expect(retriesOf({ class: 'app_down' })).toBe(8);
    expect(retriesOf({ class: 'protocol', code: 'unreadable_answer' })).toBe(3);
    expect(retriesOf({ class: 'protocol', code: 'repeated_cursor' })).toBe(0);
    for (const kind of ['auth', 'permission', 'invalid', 'mapping', 'internal'])
      expect(retriesOf({ class: kind })).toBe(0);
  });

  test('is waited for longer and longer, and as long as the app says, up to an hour', () => {
    expect([0, 1, 2, 3, 4, 9].map((retries) => retryDelayMs(retries, undefined) / 60_000)).toEqual([
      1, 2, 4, 8, 15, 15,
    ]);
    expect(retryDelayMs(0, 90_000)).toBe(90_000);
    expect(retryDelayMs(0, 86_400_000)).toBe(3_600_000);
  });

  test('is asked for in smaller pieces: at once where it was too large, else after a second try', () => {
    const sizes = (kind: string) => [0, 1, 2, 3, 4, 8].map((retries) => rowsAtOnce(retries, { class: kind }));
    expect(sizes('too_large')).toEqual([undefined, 100, 20, 1, 1, 1]);
    expect(sizes('protocol')).toEqual([undefined, undefined, 100, 20, 1, 1]);
    expect(sizes('rate_limited')).toEqual(Array(6).fill(undefined));
    expect(rowsAtOnce(2, null)).toBeUndefined();
  });
});
