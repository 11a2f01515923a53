import { expect, test } from 'vitest';
import { median, percentile, rowOf } from './row.ts';
import { tableOf } from './table.ts';

const measured = { part: 'p', row: 'a thing', unit: 'records/s', values: [30, 10, 20], floors: [50, 40, 30] };

test('a row is the medians, their ratio, and whether the target is met', () => {
  const row = rowOf({ ...measured, target: { is: '≥', ratio: 0.6 } });
  expect(row).toMatchObject({ value: 20, floor: 40, ratio: 0.5, target: '≥ 0.6', met: false, repetitions: 3 });
  expect(rowOf({ ...measured, target: { is: '≤', ratio: 0.6 } }).met).toBe(true);
  expect(rowOf({ ...measured, target: { is: '≤', value: 20 } })).toMatchObject({ target: '≤ 20 records/s', met: true });
  expect(rowOf(measured)).toMatchObject({ target: null, met: null });
});

test('nothing by nothing is nothing, and something by nothing is without limit', () => {
  expect(rowOf({ ...measured, values: [0], floors: [0], target: { is: '≤', ratio: 0 } }).met).toBe(true);
  expect(rowOf({ ...measured, values: [1], floors: [0], target: { is: '≤', ratio: 0 } }).met).toBe(false);
});

test('medians and percentiles', () => {
  expect(median([1, 2, 3, 100])).toBe(2.5);
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 0.99)).toBe(5);
});

test('the table says what missed its target', () => {
  const table = tableOf([rowOf({ ...measured, target: { is: '≥', ratio: 0.6 } }), rowOf(measured)]);
  expect(table.split('\n')[1]).toMatch(/a thing +20 records\/s +40 +0\.500 +≥ 0\.6 missed +3/);
  expect(table.split('\n')[2]).toMatch(/0\.500 +– +3/);
});
