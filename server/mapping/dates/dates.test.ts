import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateStep } from './date-step.ts';
import { patternOf } from './pattern.ts';
import { instantOf, localOf } from './zone.ts';

const date = (options: Omit<Parameters<typeof dateStep>[0], 'do'>, value: unknown) =>
  dateStep({ do: 'date', ...options })(value);

describe('dates', () => {
  test.each([
    [['dd.MM.yyyy'], undefined, '31.01.2026', '2026-01-31'],
    [['M/d/yyyy', 'yyyyMMdd'], undefined, '20260131', '2026-01-31'],
    [['dd.MM.yyyy HH:mm'], 'Europe/Berlin', '31.07.2026 09:30', '2026-07-31T07:30:00.000Z'],
    [['MM/dd/yyyy hh:mm a'], 'America/New_York', '01/31/2026 12:05 AM', '2026-01-31T05:05:00.000Z'],
    [['MMM d, yyyy'], undefined, 'Sept 5, 2026', undefined],
    [['MMM d, yyyy'], undefined, 'sep 5, 2026', '2026-09-05'],
    [['EEEE, d MMMM yyyy'], undefined, 'Saturday, 31 January 2026', '2026-01-31'],
    [['yyyy-MM-dd HH:mm:ss XXX'], undefined, '2026-01-31 09:30:00 +02:00', '2026-01-31T07:30:00.000Z'],
    [['unix'], undefined, 1_769_817_600, '2026-01-31T00:00:00.000Z'],
    [['unix_ms'], undefined, '1769817600000', '2026-01-31T00:00:00.000Z'],
    [undefined, undefined, '/Date(1769817600000+0000)/', '2026-01-31T00:00:00.000Z'],
    [undefined, undefined, 'Sat, 31 Jan 2026 09:30:00 +0200', '2026-01-31T07:30:00.000Z'],
    [undefined, undefined, '2026-01-31T09:30', undefined],
    [undefined, 'Asia/Tokyo', '2026-01-31T09:30', '2026-01-31T00:30:00.000Z'],
    [['dd.MM.yyyy'], undefined, '30.02.2026', undefined],
    [['dd.MM.yyyy'], undefined, '31.01.2026x', undefined],
  ])('%j in %s: %j', (read, zone, value, expected) => {
    const act = () => date({ read, zone }, value);
    if (expected === undefined) expect(act).toThrow(/is no date/);
    else expect(act()).toBe(expected);
  });

  test('months of other languages, other zones’ days, and other ways of writing', () => {
    expect(date({ read: ['d. MMMM yyyy'], language: 'de' }, '3. März 2026')).toBe('2026-03-03');
    expect(date({ write: 'date', writeZone: 'Asia/Tokyo' }, '2026-01-31T20:00:00Z')).toBe('2026-02-01');
    expect(date({ write: 'dd.MM.yyyy HH:mm XXX', writeZone: 'Europe/Berlin' }, '2026-07-31T07:30:00Z')).toBe(
      '31.07.2026 09:30 +02:00',
    );
    expect(date({ write: 'unix' }, '1970-01-01T00:00:01Z')).toBe(1);
  });

  test('an hour that is there twice is the first, one that is never there moves on', () => {
    const berlin = (hour: number, month: number, day: number) =>
      new Date(instantOf([2026, month, day, hour, 30, 0, 0], 'Europe/Berlin')).toISOString();
    expect(berlin(2, 10, 25)).toBe('2026-10-25T00:30:00.000Z');
    expect(berlin(2, 3, 29)).toBe('2026-03-29T01:30:00.000Z');
  });

  test('what is no pattern', () => {
    for (const text of ['', 'dd.MM', 'yyyy-MM-dd Q', "yyyy-MM-dd '", 'yyyyy-MM-dd'])
      expect(patternOf(text)).toBeUndefined();
  });

  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
  const instant = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2100, 0) });

  test('clocks show what Intl says that they show', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
        const said = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
          ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const),
        }).format(at);
        expect(patternOf('yyyy-MM-dd HH:mm:ss')?.write(localOf(at, zone), at, zone)).toBe(said);
      }),
      { numRuns: 300 },
    );
  });

  test('what was written with its offset is read as the same instant', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
        const form = "EEE, d MMM yyyy 'at' h:mm:ss.SSS a XXX";
        const text = date({ read: ['unix_ms'], write: form, writeZone: zone }, at);
        expect(date({ read: [form], write: 'unix_ms' }, text)).toBe(at);
      }),
      { numRuns: 300 },
    );
  });
});
