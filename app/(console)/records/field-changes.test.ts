import { expect, it } from 'vitest';
import { fieldChanges } from './field-changes.ts';

it('tells what differs first, inside of objects too, and what came or went', () => {
  const before = { id: '1', name: 'Mara', custom: { vip: true, tier: 'gold' }, gone: 1 };
  const now = { id: '1', name: 'Mara Lund', custom: { vip: true, tier: 'silver' }, lists: ['a', 'b'] };
  expect(fieldChanges(before, now)).toEqual([
    { field: 'name', before: 'Mara', now: 'Mara Lund', changed: true },
    { field: 'custom.tier', before: 'gold', now: 'silver', changed: true },
    { field: 'lists', before: undefined, now: '["a","b"]', changed: true },
    { field: 'gone', before: '1', now: undefined, changed: true },
    { field: 'id', before: '1', now: '1', changed: false },
    { field: 'custom.vip', before: 'true', now: 'true', changed: false },
  ]);
});

it('takes a deleted record for one without fields', () => {
  expect(fieldChanges({ a: 1 }, null)).toEqual([{ field: 'a', before: '1', now: undefined, changed: true }]);
  expect(fieldChanges(null, {})).toEqual([]);
});
