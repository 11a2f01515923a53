import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextRunAt, type Schedule, scheduleSchema } from './schedule.ts';
import { scheduleWords } from './schedule-words.ts';

const minute = 60_000;
const id = 'syn_01jd3k5q7v2m8x4c6p9r';

/** The next runs, to the minute: the seconds are the sync's own. */
function runs(schedule: Schedule, after: string, count: number): string[] {
  const times: string[] = [];
  let at = new Date(after);
  for (let i = 0; i < count; i++) {
    const next = nextRunAt({ id, schedule }, at);
    if (next === 'never') break;
    times.push(`${next.toISOString().slice(0, 16)}Z`);
    at = next;
  }
  return times;
}

const berlin = (expression: string): Schedule => ({ kind: 'cron', expression, zone: 'Europe/Berlin' });

describe('the next run', () => {
  test('of a cron time that the clock skips in spring comes once, right after the gap', () => {
    expect(runs(berlin('30 2 * * *'), '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T01:30Z', '2026-03-30T00:30Z']);
  });

  test('of a cron time that comes twice in autumn comes once', () => {
    expect(runs(berlin('30 2 * * *'), '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30Z', '2026-10-26T01:30Z']);
  });

  test('of every hour comes in both hours of autumn that have one name', () => {
    expect(runs(berlin('30 * * * *'), '2026-10-24T23:00:00Z', 4)).toEqual([
      '2026-10-24T23:30Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-25T02:30Z',
    ]);
    expect(runs(berlin('*/20 * * * *'), '2026-10-25T00:30:00Z', 5)).toEqual([
      '2026-10-25T00:40Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:20Z',
      '2026-10-25T01:40Z',
      '2026-10-25T02:00Z',
    ]);
  });

  test('of every quarter goes on over the hour that spring leaves out', () => {
    expect(runs(berlin('*/15 * * * *'), '2026-03-29T00:40:00Z', 3)).toEqual([
      '2026-03-29T00:45Z',
      '2026-03-29T01:00Z',
      '2026-03-29T01:15Z',
    ]);
  });

  test('holds to zones with odd steps: Lord Howe moves by half an hour', () => {
    const schedule: Schedule = { kind: 'cron', expression: '15 2 * * *', zone: 'Australia/Lord_Howe' };
    expect(runs(schedule, '2026-10-02T16:00:00Z', 2)).toEqual(['2026-10-03T15:45Z', '2026-10-04T15:15Z']);
  });

  test('never comes by itself where somebody or something starts it', () => {
    expect(runs({ kind: 'manual' }, '2026-01-01T00:00:00Z', 1)).toEqual([]);
    expect(runs({ kind: 'event', event: 'order.paid' }, '2026-01-01T00:00:00Z', 1)).toEqual([]);
  });

  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
  const schedules: fc.Arbitrary<Schedule> = fc.oneof(
    fc.record({ kind: fc.constant('every' as const), seconds: fc.integer({ min: 60, max: 1_000_000 }) }),
    fc.record({
      kind: fc.constant('cron' as const),
      expression: fc.constantFrom(
        '* * * * *',
        '*/7 * * * *',
        '30 * * * *',
        '15 */6 * * *',
        '30 2 * * *',
        '0 9 * * 1-5',
      ),
      zone: fc.constantFrom(...zones),
    }),
  );
  const turns = [
    '2026-03-29T01:00Z',
    '2026-10-25T01:00Z',
    '2026-03-08T07:00Z',
    '2026-11-01T06:00Z',
    '2026-04-04T15:00Z',
  ];
  const moments = fc.oneof(
    fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    fc
      .tuple(fc.constantFrom(...turns), fc.integer({ min: -6 * 60 * minute, max: 6 * 60 * minute }))
      .map(([turn, ms]) => new Date(Date.parse(turn) + ms)),
  );
  const ids = fc.stringMatching(/^syn_[a-z0-9]{20}$/);

  test('is later than the last one, and the same from every moment before it', () => {
    fc.assert(
      fc.property(
        ids,
        schedules,
        moments,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sync, schedule, after, part) => {
          const next = nextRunAt({ id: sync, schedule }, after);
          if (next === 'never') throw new Error('It has a next time.');
          expect(next.getTime()).toBeGreaterThan(after.getTime());
          const between = new Date(after.getTime() + Math.floor((next.getTime() - after.getTime() - 1) * part));
          expect(nextRunAt({ id: sync, schedule }, between)).toEqual(next);
          expect(nextRunAt({ id: sync, schedule }, next)).not.toEqual(next);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of an interval comes exactly one interval after the last one', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 60, max: 1_000_000 }), moments, (sync, seconds, after) => {
        const schedule = { kind: 'every' as const, seconds };
        const one = Number(nextRunAt({ id: sync, schedule }, after));
        expect(one - after.getTime()).toBeLessThanOrEqual(seconds * 1000);
        expect(Number(nextRunAt({ id: sync, schedule }, new Date(one)))).toBe(one + seconds * 1000);
      }),
    );
  });

  test('of many syncs is spread: over the hour for every hour, over its minute for a cron time', () => {
    const after = new Date('2026-11-21T10:00:00Z');
    const starts = (schedule: Schedule) =>
      Array.from({ length: 600 }, (_, n) => Number(nextRunAt({ id: `syn_${n}`, schedule }, after)));
    const hourly = starts({ kind: 'every', seconds: 3600 }).map((at) =>
      Math.floor((at - after.getTime()) / (10 * minute)),
    );
    const perTenMinutes = [...Map.groupBy(hourly, (slot) => slot).values()].map((slot) => slot.length);
    expect(perTenMinutes).toHaveLength(6);
    expect(Math.max(...perTenMinutes)).toBeLessThan(150);
    const noon = starts({ kind: 'cron', expression: '0 12 * * *', zone: 'UTC' }).map(
      (at) => at - Date.parse('2026-11-21T12:00:00Z'),
    );
    expect(Math.min(...noon)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...noon)).toBeLessThan(minute);
    expect(new Set(noon).size).toBeGreaterThan(500);
  });
});

describe('a schedule', () => {
  test.each([
    [{ kind: 'every', seconds: 59 }, /60/],
    [{ kind: 'cron', expression: '61 * * * *', zone: 'UTC' }, /minute/],
    [{ kind: 'cron', expression: '* * * * * *', zone: 'UTC' }, /five fields/],
    [{ kind: 'cron', expression: '0 0 30 2 *', zone: 'UTC' }, /never comes/],
    [{ kind: 'cron', expression: '0 9 * * *', zone: 'Nowhere/City' }, /time zone/],
    [{ kind: 'event', event: ' ' }, /1/],
  ])('%j is refused with a reason', (schedule, reason) => {
    const parsed = scheduleSchema.safeParse(schedule);
    expect(parsed.error?.issues[0]?.message).toMatch(reason);
  });

  test.each([
    [{ kind: 'every', seconds: 300 }, 'every 5 minutes'],
    [{ kind: 'every', seconds: 86_400 }, 'every day'],
    [{ kind: 'every', seconds: 90 }, 'every 90 seconds'],
    [{ kind: 'cron', expression: '5 7 * * *', zone: 'Europe/Berlin' }, 'every day at 07:05 (Europe/Berlin)'],
    [{ kind: 'cron', expression: '0 9 * * 1-5', zone: 'UTC' }, 'from Monday to Friday at 09:00 (UTC)'],
    [{ kind: 'cron', expression: '0 9 * * 7', zone: 'UTC' }, 'every Sunday at 09:00 (UTC)'],
    [{ kind: 'cron', expression: '0 0 1 * *', zone: 'UTC' }, 'by the cron expression 0 0 1 * * (UTC)'],
    [{ kind: 'manual' }, 'when somebody starts it'],
    [{ kind: 'event', event: 'order.paid' }, 'when your product tells order.paid'],
  ] satisfies [Schedule, string][])('%j is told as “%s”', (schedule, words) => {
    expect(scheduleWords(scheduleSchema.parse(schedule))).toBe(words);
  });
});
