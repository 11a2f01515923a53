import { describe, expect, it } from 'vitest';
import { addressOf, cellsAt, letterOf } from './address.ts';
import { fromCell, isDateFormat, toCell } from './cell.ts';

describe('a value that is read', () => {
  it.each([
    ['', 'General', null],
    ['#N/A', 'General', '#N/A'],
    [true, 'General', true],
    [46_000, 'General', 46_000],
    [46_000, '#,##0.00 "days"', 46_000],
    [46_000, '[Red]0.00;[$€-407] 0', 46_000],
    [46_000, '_-* #,##0\\ _d', 46_000],
    [46_000, null, 46_000],
    [25_569, 'yyyy-mm-dd', '1970-01-01'],
    [46_347.5, 'm/d/yyyy h:mm', '2026-11-21T12:00:00'],
    [46_347.5, '[$-407]d. mmmm yyyy', '2026-11-21'],
    [46_347, 'mmmm', '2026-11-21'],
    [0.75, 'h:mm AM/PM', '18:00:00'],
    [1.75, '[h]:mm', 1.75],
    ['2026', 'yyyy', '2026'],
  ])('%o shown as %o is %o', (value, format, expected) => {
    expect(fromCell(value, format)).toBe(expected);
  });
});

describe('a value that is written', () => {
  it.each([
    [null, 'General', ''],
    [5, 'General', 5],
    [false, 'General', false],
    ['Globex', 'General', 'Globex'],
    ['=1+1', 'General', "'=1+1"],
    ['-1', 'General', "'-1"],
    ['007', 'General', "'007"],
    ["'s", 'General', "''s"],
    ['TRUE', 'General', "'TRUE"],
    ['1/2', 'General', "'1/2"],
    ['2026-11-21', 'General', "'2026-11-21"],
    ['2026-11-21', 'yyyy-mm-dd', 46_347],
    ['2026-11-21T12:00:00Z', 'm/d/yyyy h:mm', 46_347.5],
    ['soon', 'yyyy-mm-dd', 'soon'],
    [{ a: 1 }, 'General', '\'{"a":1}'],
  ])('%o in a cell shown as %o is %o', (value, format, expected) => {
    expect(toCell(value, format)).toBe(expected);
  });

  it('comes back as it went', () => {
    for (const [format, text] of [
      ['yyyy-mm-dd', '2026-02-28'],
      ['yyyy-mm-dd hh:mm:ss', '2026-02-28T23:59:59'],
    ])
      expect(fromCell(toCell(text, format), format)).toBe(text);
    expect(isDateFormat('General')).toBe(false);
  });
});

describe('an address', () => {
  it('is taken apart and put together', () => {
    expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    const at = { top: 2, left: 26, bottom: 9, right: 28 };
    expect(cellsAt("'Ada''s orders'!$AA$2:$AC$9")).toEqual({ sheet: "Ada's orders", ...at });
    expect(cellsAt('Orders!B2')).toEqual({ sheet: 'Orders', top: 2, left: 1, bottom: 2, right: 1 });
    expect(addressOf(at)).toBe('AA2:AC9');
    expect(cellsAt('Orders!A:C')).toBeUndefined();
    expect(cellsAt("A1')/clear")).toBeUndefined();
  });
});
