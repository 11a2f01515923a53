import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slotRanges, slotsOf } from './slot-ranges.ts';

test('slots that follow one another become one range', () => {
  expect(slotRanges([])).toBe('{}');
  expect(slotRanges([2, 0, 1, 1, 9])).toBe('{[0,3),[9,10)}');
});

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60)), (slots) => {
      expect(slotsOf(slotRanges(slots))).toEqual([...new Set(slots)].sort((a, b) => a - b));
    }),
  );
});
