import { expect, test } from 'vitest';
import { z } from 'zod';
import { changedRow, recordFields } from './record-fields.ts';

const row = z.object({
  id: z.string(),
  amount: z.number().nullable(),
  paid: z.boolean(),
  lines: z.array(z.object({ price: z.number() })),
  last_name: z.string(),
  extra: z.unknown(),
});

test('each value is a field of the kind that the app promises, whatever was sent; what is missing comes last', () => {
  const sent = { id: 1, amount: 'ten', paid: 'yes', lines: [{ price: 'x' }], extra: { deep: true } };
  expect(recordFields({ row }, sent)).toEqual([
    { path: 'id', kind: 'text', value: 1 },
    { path: 'amount', kind: 'number', value: 'ten' },
    { path: 'paid', kind: 'switch', value: 'yes' },
    { path: 'lines.0.price', kind: 'number', value: 'x' },
    { path: 'extra.deep', kind: 'switch', value: true },
    { path: 'last_name', kind: 'text', value: null },
  ]);
});

test('a record of thousands of values is shown in part, and one nested without end too', () => {
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, at]));
  expect(recordFields({ row }, wide)).toHaveLength(80);
  let deep: Record<string, unknown> = { end: 1 };
  for (let at = 0; at < 5000; at++) deep = { deep };
  expect(recordFields({ row }, deep).every(({ path }) => path.split('.').length <= 6)).toBe(true);
});

test('values are changed at their places, in a copy, and nowhere else', () => {
  const sent = { id: '1', lines: [{ price: 1 }, { price: 2 }] };
  expect(changedRow(sent, { 'lines.1.price': 3, last_name: 'Lee' })).toEqual({
    id: '1',
    lines: [{ price: 1 }, { price: 3 }],
    last_name: 'Lee',
  });
  expect(sent.lines[1]).toEqual({ price: 2 });
  expect(changedRow(sent, { 'nowhere.at.all': 1 })).toEqual(sent);
  const hostile = changedRow(sent, {
    '__proto__.polluted': 'x',
    __proto__: 'y',
    'constructor.prototype.polluted': 'z',
  });
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
});
